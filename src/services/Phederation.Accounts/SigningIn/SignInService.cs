using Npgsql;
using Phederation.Accounts.Auditing;
using Phederation.Accounts.Directory;
using Phederation.Accounts.Passwords;
using Phederation.Accounts.Users;

namespace Phederation.Accounts.SigningIn;

/// <summary>
/// Finds out whether somebody is who they say. Each attempt is counted before its password is looked at, so that many at once are not more than
/// the rules allow; the right password takes the count back.
/// </summary>
/// <param name="source">The database.</param>
/// <param name="accounts">The accounts.</param>
/// <param name="roles">The roles.</param>
/// <param name="audit">The audit trail.</param>
/// <param name="directory">The site's directory; null where there is none.</param>
/// <param name="options">The rules.</param>
/// <param name="time">The clock.</param>
public sealed class SignInService(
    NpgsqlDataSource source,
    AccountStore accounts,
    RoleStore roles,
    AuditTrail audit,
    IDirectory? directory,
    SignInOptions options,
    TimeProvider time
) : IDisposable
{
    // A hash takes a processor for some 100 ms: more at once than there are processors would only starve all other requests.
    private readonly SemaphoreSlim _hashing = new(Math.Max(1, Environment.ProcessorCount));

    /// <summary>Tries to sign in.</summary>
    /// <param name="login">What was typed as login.</param>
    /// <param name="password">What was typed as password.</param>
    /// <param name="request">The id of the request, for the audit trail.</param>
    /// <param name="cancellationToken">Ends the wait; the attempt counts.</param>
    /// <exception cref="LdapException">The directory is needed and can't be asked; the attempt does not count.</exception>
    public async Task<SignInResult> SignInAsync(string login, string password, string request, CancellationToken cancellationToken)
    {
        login = login.Trim();
        var account = login.Length is > 0 and <= 1024 ? await accounts.FindAsync(login, cancellationToken) : null;
        if (account is null)
        {
            return directory is not null && options.RegisterFromDirectory && login.Length > 0
                ? await RegisterAsync(login, password, request, cancellationToken)
                : await RefuseSlowlyAsync(password, cancellationToken);
        }

        var isDirectory = account.Origin == Account.DirectoryOrigin;
        var attempt = await BeginAsync(account.Id, cancellationToken);
        if (attempt is null || (isDirectory ? directory is null : attempt.Hash is null))
        {
            return await RefuseSlowlyAsync(password, cancellationToken);
        }

        var context = new AuditContext(account.Login, request);
        var (isRight, newHash) = isDirectory
            ? (await AskDirectoryAsync(account, password, cancellationToken), null)
            : await VerifyAsync(attempt.Hash, password, cancellationToken);
        if (!isRight)
        {
            await audit.AddAsync(
                context,
                "sign-in.refused",
                $"user {account.Login}",
                attempt.LockedUntil is { } until ? $"locked until {until:yyyy-MM-dd HH:mm:ss} UTC" : "",
                cancellationToken
            );
            return new SignInResult(SignInOutcome.Refused, null);
        }

        await SucceedAsync(account.Id, attempt.Hash, newHash, cancellationToken);
        await audit.AddAsync(context, "sign-in", $"user {account.Login}", "", cancellationToken);
        return new SignInResult(account.MustChangePassword ? SignInOutcome.MustChangePassword : SignInOutcome.SignedIn, account);
    }

    /// <inheritdoc />
    public void Dispose() => _hashing.Dispose();

    private async Task<SignInResult> RefuseSlowlyAsync(string password, CancellationToken cancellationToken)
    {
        await VerifyAsync(null, password, cancellationToken);
        return new SignInResult(SignInOutcome.Refused, null);
    }

    private async Task<(bool IsRight, string? NewHash)> VerifyAsync(string? hash, string password, CancellationToken cancellationToken)
    {
        await _hashing.WaitAsync(cancellationToken);
        try
        {
            var isRight = PasswordHash.Verify(hash, password, out var needsRehash);
            return (isRight, needsRehash ? PasswordHash.Create(password) : null);
        }
        finally
        {
            _hashing.Release();
        }
    }

    private async Task<bool> AskDirectoryAsync(Account account, string password, CancellationToken cancellationToken)
    {
        try
        {
            return await directory!.SignInAsync(account.Login, password, cancellationToken) is not null;
        }
        catch (LdapException)
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await AccountChanges.ExecuteAsync(
                connection,
                "UPDATE webapi.account_user SET failures = greatest(failures - 1, 0), locked_until = NULL WHERE user_id = $1",
                [account.Id],
                cancellationToken
            );
            throw;
        }
    }

    private async Task<SignInResult> RegisterAsync(string login, string password, string request, CancellationToken cancellationToken)
    {
        if (await directory!.SignInAsync(login, password, cancellationToken) is not { } person)
        {
            return new SignInResult(SignInOutcome.Refused, null);
        }

        var known = await roles.ListAsync(cancellationToken);
        await accounts.CreateAsync(
            new NewAccount(
                person.Login,
                person.Name,
                Account.DirectoryOrigin,
                PasswordHash: null,
                MustChangePassword: false,
                [
                    .. known
                        .Where(role => options.DirectoryRoles.Contains(role.Name, StringComparer.OrdinalIgnoreCase))
                        .Select(role => role.Id),
                ]
            ),
            new AuditContext(person.Login, request),
            cancellationToken
        );
        // Also where another request has just made it, or the directory spells the login otherwise.
        var account = await accounts.FindAsync(person.Login, cancellationToken);
        if (account is not { IsDisabled: false, Origin: Account.DirectoryOrigin })
        {
            return new SignInResult(SignInOutcome.Refused, null);
        }

        await audit.AddAsync(new AuditContext(account.Login, request), "sign-in", $"user {account.Login}", "", cancellationToken);
        return new SignInResult(SignInOutcome.SignedIn, account);
    }

    // Null: locked or disabled.
    private async Task<Attempt?> BeginAsync(int id, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await AccountChanges.ExecuteAsync(
            connection,
            "INSERT INTO webapi.account_user (user_id) SELECT id FROM webapi.sec_user WHERE id = $1 ON CONFLICT DO NOTHING",
            [id],
            cancellationToken
        );
        await using var command = AccountChanges.Command(
            connection,
            """
            UPDATE webapi.account_user SET failures = least(failures + 1, 1000),
                locked_until = CASE WHEN failures + 1 >= $3
                    THEN $2 + least($4::float8 * power(2, least(failures + 1 - $3, 30)), $5::float8) * interval '1 second' END
            WHERE user_id = $1 AND NOT is_disabled AND (locked_until IS NULL OR locked_until <= $2)
            RETURNING password_hash, locked_until
            """,
            [id, time.GetUtcNow(), options.FailuresBeforeLock, options.FirstLock.TotalSeconds, options.LongestLock.TotalSeconds]
        );
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new Attempt(
                reader.IsDBNull(0) ? null : reader.GetString(0),
                reader.IsDBNull(1) ? null : reader.GetFieldValue<DateTimeOffset>(1)
            )
            : null;
    }

    private async Task SucceedAsync(int id, string? oldHash, string? newHash, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await AccountChanges.ExecuteAsync(
            connection,
            """
            UPDATE webapi.account_user SET failures = 0, locked_until = NULL, last_sign_in = $2,
                -- A password that was set in between is not put back to the old one.
                password_hash = CASE WHEN password_hash = $4 THEN COALESCE($3, password_hash) ELSE password_hash END
            WHERE user_id = $1
            """,
            [id, time.GetUtcNow(), (object?)newHash ?? DBNull.Value, (object?)oldHash ?? DBNull.Value],
            cancellationToken
        );
    }

    private sealed record Attempt(string? Hash, DateTimeOffset? LockedUntil);
}
