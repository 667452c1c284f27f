using Npgsql;
using Phederation.Accounts.Auditing;

namespace Phederation.Accounts.Users;

/// <summary>The permissions that roles can have.</summary>
/// <param name="source">The database.</param>
/// <param name="audit">The audit trail.</param>
public sealed class PermissionStore(NpgsqlDataSource source, AuditTrail audit)
{
    /// <summary>A part of the permissions, by value.</summary>
    /// <param name="search">Part of the value or the description; empty: all.</param>
    /// <param name="offset">How many to pass over.</param>
    /// <param name="most">At most how many.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Page<PermissionEntry>> ListAsync(string search, int offset, int most, CancellationToken cancellationToken)
    {
        const string where =
            "WHERE $1 = '' OR strpos(lower(permission.value), lower($1)) > 0 OR strpos(lower(permission.description), lower($1)) > 0";
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var total = await AccountChanges.ScalarAsync<long>(
            connection,
            $"SELECT count(*) FROM webapi.sec_permission permission {where}",
            [search],
            cancellationToken
        );
        await using var command = AccountChanges.Command(
            connection,
            $"""
            SELECT permission.id, permission.value, COALESCE(permission.description, ''),
                (SELECT count(*) FROM webapi.sec_role_permission link WHERE link.permission_id = permission.id)::int
            FROM webapi.sec_permission permission {where} ORDER BY permission.value OFFSET $2 LIMIT $3
            """,
            [search, offset, most]
        );
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var entries = new List<PermissionEntry>();
        while (await reader.ReadAsync(cancellationToken))
        {
            entries.Add(new PermissionEntry(reader.GetInt32(0), reader.GetString(1), reader.GetString(2), reader.GetInt32(3)));
        }

        return new Page<PermissionEntry>(entries, total);
    }

    /// <summary>A permission's value, or null.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<string?> FindAsync(int id, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await AccountChanges.ScalarAsync<string>(
            connection,
            "SELECT value FROM webapi.sec_permission WHERE id = $1",
            [id],
            cancellationToken
        );
    }

    /// <summary>Makes a permission.</summary>
    /// <param name="value">Its value, checked to be one.</param>
    /// <param name="description">What it is for.</param>
    /// <param name="context">Who does it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How it ended, and the permission's number.</returns>
    public async Task<(ChangeOutcome Outcome, int Id)> CreateAsync(
        string value,
        string description,
        AuditContext context,
        CancellationToken cancellationToken
    )
    {
        var id = 0;
        var outcome = await AccountChanges.RunAsync(
            source,
            async connection =>
            {
                id = await AccountChanges.ScalarAsync<int>(
                    connection,
                    """
                    INSERT INTO webapi.sec_permission (id, value, description)
                    VALUES (nextval('webapi.sec_permission_id_seq'), $1, $2) RETURNING id
                    """,
                    [value, description],
                    cancellationToken
                );
                await audit.AddAsync(connection, context, "permission.create", $"permission {value}", description, cancellationToken);
                return ChangeOutcome.Done;
            },
            cancellationToken
        );
        return (outcome, id);
    }

    /// <summary>Removes a permission from all roles and from the site.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="context">Who does it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<ChangeOutcome> DeleteAsync(int id, AuditContext context, CancellationToken cancellationToken) =>
        AccountChanges.RunAsync(
            source,
            async connection =>
            {
                // The roles change with it: who looks at one of them must look again.
                await AccountChanges.ExecuteAsync(
                    connection,
                    """
                    UPDATE webapi.account_role SET version = version + 1
                    WHERE role_id IN (SELECT role_id FROM webapi.sec_role_permission WHERE permission_id = $1)
                    """,
                    [id],
                    cancellationToken
                );
                await AccountChanges.ExecuteAsync(
                    connection,
                    "DELETE FROM webapi.sec_role_permission WHERE permission_id = $1",
                    [id],
                    cancellationToken
                );
                var value = await AccountChanges.ScalarAsync<string>(
                    connection,
                    "DELETE FROM webapi.sec_permission WHERE id = $1 RETURNING value",
                    [id],
                    cancellationToken
                );
                if (value is null)
                {
                    return ChangeOutcome.NotFound;
                }

                await audit.AddAsync(connection, context, "permission.delete", $"permission {value}", "", cancellationToken);
                return ChangeOutcome.Done;
            },
            cancellationToken
        );
}
