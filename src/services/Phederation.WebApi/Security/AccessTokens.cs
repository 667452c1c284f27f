using System.Collections.Concurrent;
using Npgsql;
using Phederation.Accounts.Permissions;
using Phederation.Accounts.Tokens;
using Phederation.Accounts.Users;
using Phederation.WebApi.Data;

namespace Phederation.WebApi.Security;

/// <summary>The tokens by which people are known. One that somebody signed out of is refused until it ends by itself.</summary>
internal sealed class AccessTokens(TokenService tokens, AccountStore accounts, NpgsqlDataSource database, TimeProvider time) : IDisposable
{
    private const int MostKnown = 10_000;

    // A change of somebody's roles is felt this late.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _revoked = new();
    private readonly SemaphoreSlim _turn = new(1);
    private volatile bool _isLoaded;
    private readonly ConcurrentDictionary<string, (CurrentAccount? Account, long At)> _known = new();

    /// <summary>Gives a token.</summary>
    public async Task<(string Token, CurrentAccount Account)> IssueAsync(Account account, CancellationToken cancellationToken)
    {
        var current = await ReadAsync(account, cancellationToken);
        // What it allows is looked up each time it is used: in the token it would outlive a change.
        return (tokens.Issue(account.Login, []), current);
    }

    /// <summary>Whose a token is; null where it is no good.</summary>
    public async Task<CurrentAccount?> FindAsync(string token, CancellationToken cancellationToken)
    {
        if (await tokens.ValidateAsync(token) is not { } known)
        {
            return null;
        }

        await LoadAsync(cancellationToken);
        if (_revoked.ContainsKey(known.Id))
        {
            return null;
        }

        if (_known.TryGetValue(known.Login, out var last) && time.GetElapsedTime(last.At) < Fresh)
        {
            return last.Account;
        }

        var account = await accounts.FindAsync(known.Login, cancellationToken);
        var current = account is { IsDisabled: false } ? await ReadAsync(account, cancellationToken) : null;
        if (_known.Count > MostKnown)
        {
            _known.Clear();
        }

        _known[known.Login] = (current, time.GetTimestamp());
        return current;
    }

    /// <summary>Ends a token; one that is none is passed over.</summary>
    public async Task RevokeAsync(string token, CancellationToken cancellationToken)
    {
        if (await tokens.ValidateAsync(token) is not { } known)
        {
            return;
        }

        var now = time.GetUtcNow();
        _revoked[known.Id] = known.Expires;
        foreach (var (id, expires) in _revoked)
        {
            if (expires < now)
            {
                _revoked.TryRemove(id, out _);
            }
        }

        await database.RunAsync("DELETE FROM webapi.webapi_signed_out WHERE expires < now()", cancellationToken);
        await database.RunAsync(
            "INSERT INTO webapi.webapi_signed_out (token_id, expires) VALUES ($1, to_timestamp($2)) ON CONFLICT DO NOTHING",
            cancellationToken,
            known.Id,
            (double)known.Expires.ToUnixTimeSeconds()
        );
    }

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    // What an earlier run of the service knew of.
    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (_isLoaded)
        {
            return;
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (!_isLoaded)
            {
                var known = await database.QueryAsync(
                    "SELECT token_id, extract(epoch FROM expires)::float8 FROM webapi.webapi_signed_out WHERE expires >= now()",
                    row => (Id: row.GetString(0), Expires: row.GetDouble(1)),
                    cancellationToken
                );
                foreach (var (id, expires) in known)
                {
                    _revoked[id] = DateTimeOffset.FromUnixTimeSeconds((long)expires);
                }

                _isLoaded = true;
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<CurrentAccount> ReadAsync(Account account, CancellationToken cancellationToken) =>
        new(account.Id, account.Login, account.Name, new PermissionSet(await accounts.PermissionsAsync(account.Id, cancellationToken)));
}
