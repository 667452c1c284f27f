using Npgsql;
using Phederation.Accounts.Auditing;

namespace Phederation.Accounts.Users;

public sealed partial class RoleStore
{
    /// <summary>Makes a role without permissions.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="context">Who does it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How it ended, and the role's number.</returns>
    public async Task<(ChangeOutcome Outcome, int Id)> CreateAsync(string name, AuditContext context, CancellationToken cancellationToken)
    {
        var id = 0;
        var outcome = await AccountChanges.RunAsync(
            source,
            async connection =>
            {
                if (
                    await AccountChanges.ScalarAsync<bool>(
                        connection,
                        "SELECT EXISTS (SELECT FROM webapi.sec_role WHERE lower(name) = lower($1))",
                        [name],
                        cancellationToken
                    )
                )
                {
                    return ChangeOutcome.Duplicate;
                }

                id = await AccountChanges.ScalarAsync<int>(
                    connection,
                    "INSERT INTO webapi.sec_role (id, name, system_role) VALUES (nextval('webapi.sec_role_sequence'), $1, false) RETURNING id",
                    [name],
                    cancellationToken
                );
                await audit.AddAsync(connection, context, "role.create", $"role {name}", "", cancellationToken);
                return ChangeOutcome.Done;
            },
            cancellationToken
        );
        return (outcome, id);
    }

    /// <summary>Changes a role's name, permissions, or both; what is null stays. Roles that came with the tables keep their names.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="version">The version that was looked at.</param>
    /// <param name="name">Its name from then on.</param>
    /// <param name="permissions">All its permissions from then on, each checked to be one; ones that are not known yet are made.</param>
    /// <param name="context">Who does it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<ChangeOutcome> UpdateAsync(
        int id,
        int version,
        string? name,
        IReadOnlyList<string>? permissions,
        AuditContext context,
        CancellationToken cancellationToken
    ) =>
        ChangeAsync(
            id,
            version,
            async (connection, role) =>
            {
                var outcome =
                    name is null || name == role.Name
                        ? ChangeOutcome.Done
                        : await RenameAsync(connection, role, name, context, cancellationToken);
                if (outcome == ChangeOutcome.Done && permissions is not null)
                {
                    await SetPermissionsAsync(connection, role, permissions, context, cancellationToken);
                }

                return outcome;
            },
            cancellationToken
        );

    /// <summary>Gives a role these permissions and no others; ones that are not known yet are made.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="version">The version that was looked at.</param>
    /// <param name="values">The permissions, each checked to be one.</param>
    /// <param name="context">Who does it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<ChangeOutcome> SetPermissionsAsync(
        int id,
        int version,
        IReadOnlyList<string> values,
        AuditContext context,
        CancellationToken cancellationToken
    ) => UpdateAsync(id, version, name: null, values, context, cancellationToken);

    /// <summary>Removes a role from all accounts and from the site; not one that came with the tables.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="version">The version that was looked at.</param>
    /// <param name="context">Who does it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<ChangeOutcome> DeleteAsync(int id, int version, AuditContext context, CancellationToken cancellationToken) =>
        ChangeAsync(
            id,
            version,
            async (connection, role) =>
            {
                if (role.IsSystem)
                {
                    return ChangeOutcome.NotAllowed;
                }

                await AccountChanges.ExecuteAsync(
                    connection,
                    "DELETE FROM webapi.sec_user_role WHERE role_id = $1",
                    [id],
                    cancellationToken
                );
                await AccountChanges.ExecuteAsync(
                    connection,
                    "DELETE FROM webapi.sec_role_permission WHERE role_id = $1",
                    [id],
                    cancellationToken
                );
                await AccountChanges.ExecuteAsync(connection, "DELETE FROM webapi.sec_role WHERE id = $1", [id], cancellationToken);
                await audit.AddAsync(
                    connection,
                    context,
                    "role.delete",
                    $"role {role.Name}",
                    $"{role.Users} users had it",
                    cancellationToken
                );
                return ChangeOutcome.Done;
            },
            cancellationToken
        );

    private Task<ChangeOutcome> ChangeAsync(
        int id,
        int version,
        Func<NpgsqlConnection, Role, Task<ChangeOutcome>> change,
        CancellationToken cancellationToken
    ) =>
        AccountChanges.RunAsync(
            source,
            async connection =>
            {
                await AccountChanges.ExecuteAsync(
                    connection,
                    "INSERT INTO webapi.account_role (role_id) SELECT id FROM webapi.sec_role WHERE id = $1 ON CONFLICT DO NOTHING",
                    [id],
                    cancellationToken
                );
                await using var command = AccountChanges.Command(connection, $"{Select} WHERE role.id = $1", [id]);
                if ((await ReadAsync(command, cancellationToken)).SingleOrDefault() is not { } role)
                {
                    return ChangeOutcome.NotFound;
                }

                if (role.Version != version)
                {
                    return ChangeOutcome.VersionConflict;
                }

                var outcome = await change(connection, role);
                if (outcome == ChangeOutcome.Done)
                {
                    await AccountChanges.ExecuteAsync(
                        connection,
                        "UPDATE webapi.account_role SET version = version + 1 WHERE role_id = $1",
                        [id],
                        cancellationToken
                    );
                }

                return outcome;
            },
            cancellationToken
        );

    private async Task<ChangeOutcome> RenameAsync(
        NpgsqlConnection connection,
        Role role,
        string name,
        AuditContext context,
        CancellationToken cancellationToken
    )
    {
        if (role.IsSystem)
        {
            return ChangeOutcome.NotAllowed;
        }

        if (
            await AccountChanges.ScalarAsync<bool>(
                connection,
                "SELECT EXISTS (SELECT FROM webapi.sec_role WHERE lower(name) = lower($1) AND id <> $2)",
                [name, role.Id],
                cancellationToken
            )
        )
        {
            return ChangeOutcome.Duplicate;
        }

        await AccountChanges.ExecuteAsync(
            connection,
            "UPDATE webapi.sec_role SET name = $2 WHERE id = $1",
            [role.Id, name],
            cancellationToken
        );
        await audit.AddAsync(connection, context, "role.rename", $"role {name}", $"was {role.Name}", cancellationToken);
        return ChangeOutcome.Done;
    }

    private async Task SetPermissionsAsync(
        NpgsqlConnection connection,
        Role role,
        IReadOnlyList<string> values,
        AuditContext context,
        CancellationToken cancellationToken
    )
    {
        var wanted = values.Distinct(StringComparer.Ordinal).ToArray();
        await AccountChanges.ExecuteAsync(
            connection,
            """
            INSERT INTO webapi.sec_permission (id, value)
            SELECT nextval('webapi.sec_permission_id_seq'), wanted.value FROM unnest($1) AS wanted (value)
            WHERE NOT EXISTS (SELECT FROM webapi.sec_permission permission WHERE permission.value = wanted.value)
            """,
            [wanted],
            cancellationToken
        );
        await AccountChanges.ExecuteAsync(
            connection,
            """
            DELETE FROM webapi.sec_role_permission link USING webapi.sec_permission permission
            WHERE link.role_id = $1 AND permission.id = link.permission_id AND NOT (permission.value = ANY ($2))
            """,
            [role.Id, wanted],
            cancellationToken
        );
        await AccountChanges.ExecuteAsync(
            connection,
            """
            INSERT INTO webapi.sec_role_permission (id, role_id, permission_id)
            SELECT nextval('webapi.sec_role_permission_sequence'), $1, permission.id FROM webapi.sec_permission permission
            WHERE permission.value = ANY ($2) AND NOT EXISTS (
                SELECT FROM webapi.sec_role_permission link WHERE link.role_id = $1 AND link.permission_id = permission.id)
            """,
            [role.Id, wanted],
            cancellationToken
        );
        var added = wanted.Except(role.Permissions, StringComparer.Ordinal).Select(value => "+" + value);
        var removed = role.Permissions.Except(wanted, StringComparer.Ordinal).Select(value => "-" + value);
        var detail = string.Join(' ', added.Concat(removed));
        if (detail.Length > 0)
        {
            await audit.AddAsync(connection, context, "role.permissions", $"role {role.Name}", detail, cancellationToken);
        }
    }
}
