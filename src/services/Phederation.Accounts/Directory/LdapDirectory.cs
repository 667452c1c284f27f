using System.Text.RegularExpressions;
using Phederation.Postgres;

namespace Phederation.Accounts.Directory;

/// <summary>A directory that is asked by LDAP, each time by a connection of its own: sign-ins are rare, and a connection that is kept is one that fails later.</summary>
/// <param name="settings">Where it is.</param>
/// <param name="time">The clock of the limit.</param>
public sealed partial class LdapDirectory(LdapSettings settings, TimeProvider time) : IDirectory
{
    private const int LongestName = 100;

    /// <summary>Settings that can't work are told at the start.</summary>
    /// <exception cref="SetupException">They can't.</exception>
    public void Check()
    {
        if (settings.DnPattern.Length > 0 && !settings.DnPattern.Contains("{0}", StringComparison.Ordinal))
        {
            throw new SetupException(
                SetupProblem.Malformed,
                "The pattern of people's entries has no {0}.",
                "Write {0} where the login stands."
            );
        }

        try
        {
            LdapFilter.Encode(settings.UserFilter.Replace("{0}", "x", StringComparison.Ordinal));
        }
        catch (FormatException exception)
        {
            throw new SetupException(SetupProblem.Malformed, exception.Message, "Set a filter such as (uid={0}).", exception);
        }

        if (!AttributeName().IsMatch(settings.LoginAttribute) || !AttributeName().IsMatch(settings.NameAttribute))
        {
            throw new SetupException(
                SetupProblem.Malformed,
                "The name of an attribute of the directory is malformed.",
                "Set names such as uid and cn."
            );
        }
    }

    /// <inheritdoc />
    public Task<DirectoryPerson?> SignInAsync(string login, string password, CancellationToken cancellationToken)
    {
        if (login.Length is 0 or > 256 || password.Length is 0 or > 1024 || login.Contains('\0') || password.Contains('\0'))
        {
            return Task.FromResult<DirectoryPerson?>(null);
        }

        return LimitAsync(token => BindAsync(login, password, token), cancellationToken);
    }

    /// <inheritdoc />
    public Task<(IReadOnlyList<DirectoryPerson> People, bool HasMore)> SearchAsync(
        string filter,
        int most,
        CancellationToken cancellationToken
    )
    {
        var encoded = LdapFilter.Encode(filter);
        return LimitAsync(
            async token =>
            {
                await using var connection = await SignedInAsync(token);
                var (entries, hasMore) = await connection.SearchAsync(settings.BaseDn, encoded, Attributes, most, settings.Limit, token);
                IReadOnlyList<DirectoryPerson> people = [.. entries.Select(Person).OfType<DirectoryPerson>()];
                return (people, hasMore);
            },
            cancellationToken
        );
    }

    private string[] Attributes => [settings.LoginAttribute, settings.NameAttribute];

    private async Task<DirectoryPerson?> BindAsync(string login, string password, CancellationToken cancellationToken)
    {
        var entry =
            settings.DnPattern.Length > 0
                ? new LdapEntry(
                    settings.DnPattern.Replace("{0}", LdapText.EscapeDn(login), StringComparison.Ordinal),
                    new Dictionary<string, string>()
                )
                : await FindAsync(login, cancellationToken);
        if (entry is null || entry.Dn.Length == 0)
        {
            return null;
        }

        await using var connection = await LdapConnection.ConnectAsync(settings, cancellationToken);
        if (!await connection.BindAsync(entry.Dn, password, cancellationToken))
        {
            return null;
        }

        // The directory's own spelling of the login where it was asked, so that one person has one account.
        return Person(entry) ?? new DirectoryPerson(login, login);
    }

    private async Task<LdapEntry?> FindAsync(string login, CancellationToken cancellationToken)
    {
        await using var connection = await SignedInAsync(cancellationToken);
        var filter = LdapFilter.Encode(settings.UserFilter.Replace("{0}", LdapText.EscapeFilter(login), StringComparison.Ordinal));
        var (entries, _) = await connection.SearchAsync(settings.BaseDn, filter, Attributes, 2, settings.Limit, cancellationToken);
        return entries is [var only] ? only : null;
    }

    private async Task<LdapConnection> SignedInAsync(CancellationToken cancellationToken)
    {
        var connection = await LdapConnection.ConnectAsync(settings, cancellationToken);
        try
        {
            if (
                settings.BindDn.Length > 0
                && !await connection.BindAsync(
                    settings.BindDn,
                    await SecretText.ReadAsync(settings.PasswordFile, cancellationToken),
                    cancellationToken
                )
            )
            {
                throw new LdapException("The directory refuses the account that is set for searches.", 49);
            }

            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private DirectoryPerson? Person(LdapEntry entry)
    {
        if (
            !entry.Attributes.TryGetValue(settings.LoginAttribute.ToLowerInvariant(), out var login)
            || login.Length is 0 or > 256
            || login.Any(char.IsControl)
        )
        {
            return null;
        }

        var name = entry.Attributes.GetValueOrDefault(settings.NameAttribute.ToLowerInvariant(), login);
        name = new string([.. name.Where(c => !char.IsControl(c))]);
        return new DirectoryPerson(login, name.Length <= LongestName ? name : name[..LongestName]);
    }

    private async Task<T> LimitAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(settings.Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return await ask(either.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LdapException("The directory did not answer in time.", null, exception);
        }
        catch (IOException exception)
        {
            throw new LdapException("The directory broke the connection off.", null, exception);
        }
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9-]{0,63}$", RegexOptions.None, 1000)]
    private static partial Regex AttributeName();
}
