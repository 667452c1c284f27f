using System.Collections.Concurrent;
using Phederation.Accounts.Permissions;
using Phederation.Accounts.Tokens;
using Phederation.Accounts.Users;

namespace Phederation.WebApi.Security;

/// <summary>The tokens by which people are known. One that somebody signed out of is refused until it ends by itself.</summary>
internal sealed class AccessTokens(TokenService tokens, AccountStore accounts, TimeProvider time)
{
    private const int MostRevoked = 10_000;

    // A change of somebody's roles is felt this late.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _revoked = new();
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
        if (await tokens.ValidateAsync(token) is not { } known || _revoked.ContainsKey(known.Id))
        {
            return null;
        }

        if (_known.TryGetValue(known.Login, out var last) && time.GetElapsedTime(last.At) < Fresh)
        {
            return last.Account;
        }

        var account = await accounts.FindAsync(known.Login, cancellationToken);
        var current = account is { IsDisabled: false } ? await ReadAsync(account, cancellationToken) : null;
        if (_known.Count > MostRevoked)
        {
            _known.Clear();
        }

        _known[known.Login] = (current, time.GetTimestamp());
        return current;
    }

    /// <summary>Ends a token.</summary>
    public async Task RevokeAsync(string token)
    {
        if (await tokens.ValidateAsync(token) is not { } known)
        {
            return;
        }

        var now = time.GetUtcNow();
        foreach (var (id, expires) in _revoked)
        {
            if (expires < now)
            {
                _revoked.TryRemove(id, out _);
            }
        }

        if (_revoked.Count < MostRevoked)
        {
            _revoked[known.Id] = known.Expires;
        }
    }

    private async Task<CurrentAccount> ReadAsync(Account account, CancellationToken cancellationToken) =>
        new(account.Id, account.Login, account.Name, new PermissionSet(await accounts.PermissionsAsync(account.Id, cancellationToken)));
}
