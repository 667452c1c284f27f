using Npgsql;
using Phederation.Accounts.Auditing;

namespace Phederation.Accounts.Users;

/// <summary>The accounts of a site. Every change is one transaction with its line in the audit trail.</summary>
/// <param name="source">The database.</param>
/// <param name="audit">The audit trail.</param>
public sealed partial class AccountStore(NpgsqlDataSource source, AuditTrail audit)
{
    private const string Fields = """
        person.id, person.login, COALESCE(person.name, person.login), person.origin, COALESCE(account.is_disabled, false),
        account.password_hash IS NOT NULL, COALESCE(account.must_change, false), account.locked_until, account.last_sign_in,
        COALESCE(account.version, 1),
        ARRAY(SELECT role.id FROM webapi.sec_user_role link JOIN webapi.sec_role role ON role.id = link.role_id
            WHERE link.user_id = person.id ORDER BY lower(role.name), role.id),
        ARRAY(SELECT COALESCE(role.name, '') FROM webapi.sec_user_role link JOIN webapi.sec_role role ON role.id = link.role_id
            WHERE link.user_id = person.id ORDER BY lower(role.name), role.id)::text[]
        """;

    private const string Tables = "webapi.sec_user person LEFT JOIN webapi.account_user account ON account.user_id = person.id";

    /// <summary>A part of the accounts, by login.</summary>
    /// <param name="search">Part of the login or the name; empty: all.</param>
    /// <param name="offset">How many to pass over.</param>
    /// <param name="most">At most how many.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Page<Account>> ListAsync(string search, int offset, int most, CancellationToken cancellationToken)
    {
        const string where = """
            WHERE person.login IS NOT NULL
                AND ($1 = '' OR strpos(lower(person.login), lower($1)) > 0 OR strpos(lower(person.name), lower($1)) > 0)
            """;
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var total = await AccountChanges.ScalarAsync<long>(
            connection,
            $"SELECT count(*) FROM {Tables} {where}",
            [search],
            cancellationToken
        );
        await using var list = AccountChanges.Command(
            connection,
            $"SELECT {Fields} FROM {Tables} {where} ORDER BY lower(person.login), person.id OFFSET $2 LIMIT $3",
            [search, offset, most]
        );
        return new Page<Account>(await ReadAsync(list, cancellationToken), total);
    }

    /// <summary>One account, or null.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Account?> FindAsync(int id, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var command = AccountChanges.Command(connection, $"SELECT {Fields} FROM {Tables} WHERE person.id = $1", [id]);
        return (await ReadAsync(command, cancellationToken)).SingleOrDefault();
    }

    /// <summary>One account, or null.</summary>
    /// <param name="login">Its login, in upper or lower case.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Account?> FindAsync(string login, CancellationToken cancellationToken)
    {
        if (login.Contains('\0'))
        {
            return null;
        }

        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var command = AccountChanges.Command(
            connection,
            $"SELECT {Fields} FROM {Tables} WHERE lower(person.login) = lower($1)",
            [login]
        );
        return (await ReadAsync(command, cancellationToken)).FirstOrDefault();
    }

    /// <summary>What an account may do through all its roles and the role "public", which everybody has.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IReadOnlyList<string>> PermissionsAsync(int id, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var command = AccountChanges.Command(
            connection,
            """
            SELECT DISTINCT permission.value FROM webapi.sec_permission permission
            JOIN webapi.sec_role_permission link ON link.permission_id = permission.id
            JOIN webapi.sec_role role ON role.id = link.role_id
            WHERE (role.name = 'public' AND role.system_role) OR role.id IN (SELECT role_id FROM webapi.sec_user_role WHERE user_id = $1)
            ORDER BY permission.value
            """,
            [id]
        );
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var values = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            values.Add(reader.GetString(0));
        }

        return values;
    }

    /// <summary>Whether somebody can sign in and administer the site.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<bool> HasAdministratorAsync(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await AccountChanges.HasAdministratorAsync(connection, cancellationToken);
    }

    private static async Task<List<Account>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var accounts = new List<Account>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var roleIds = reader.GetFieldValue<int[]>(10);
            var roleNames = reader.GetFieldValue<string[]>(11);
            accounts.Add(
                new Account
                {
                    Id = reader.GetInt32(0),
                    Login = reader.GetString(1),
                    Name = reader.GetString(2),
                    Origin = reader.GetString(3),
                    IsDisabled = reader.GetBoolean(4),
                    HasPassword = reader.GetBoolean(5),
                    MustChangePassword = reader.GetBoolean(6),
                    LockedUntil = reader.IsDBNull(7) ? null : reader.GetFieldValue<DateTimeOffset>(7),
                    LastSignIn = reader.IsDBNull(8) ? null : reader.GetFieldValue<DateTimeOffset>(8),
                    Version = reader.GetInt32(9),
                    Roles = [.. roleIds.Zip(roleNames, (id, name) => new RoleName(id, name))],
                }
            );
        }

        return accounts;
    }
}
