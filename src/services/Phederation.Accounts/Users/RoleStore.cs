using Npgsql;
using Phederation.Accounts.Auditing;

namespace Phederation.Accounts.Users;

/// <summary>The roles of a site and the permissions that they can have. Every change is one transaction with its line in the audit trail.</summary>
/// <param name="source">The database.</param>
/// <param name="audit">The audit trail.</param>
public sealed partial class RoleStore(NpgsqlDataSource source, AuditTrail audit)
{
    private const string Select = """
        SELECT role.id, COALESCE(role.name, ''), role.system_role,
            (SELECT count(*) FROM webapi.sec_user_role link WHERE link.role_id = role.id)::int,
            COALESCE((SELECT version FROM webapi.account_role account WHERE account.role_id = role.id), 1),
            ARRAY(SELECT permission.value FROM webapi.sec_role_permission link
                JOIN webapi.sec_permission permission ON permission.id = link.permission_id
                WHERE link.role_id = role.id ORDER BY permission.value)::text[]
        FROM webapi.sec_role role
        """;

    /// <summary>All roles, by name.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IReadOnlyList<Role>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand($"{Select} ORDER BY lower(role.name), role.id", connection);
        return await ReadAsync(command, cancellationToken);
    }

    /// <summary>One role, or null.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Role?> FindAsync(int id, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var command = AccountChanges.Command(connection, $"{Select} WHERE role.id = $1", [id]);
        return (await ReadAsync(command, cancellationToken)).SingleOrDefault();
    }

    private static async Task<List<Role>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var roles = new List<Role>();
        while (await reader.ReadAsync(cancellationToken))
        {
            roles.Add(
                new Role(
                    reader.GetInt32(0),
                    reader.GetString(1),
                    reader.GetBoolean(2),
                    reader.GetInt32(3),
                    reader.GetInt32(4),
                    reader.GetFieldValue<string[]>(5)
                )
            );
        }

        return roles;
    }
}
