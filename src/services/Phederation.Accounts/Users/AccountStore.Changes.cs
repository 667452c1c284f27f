using Npgsql;
using Phederation.Accounts.Auditing;

namespace Phederation.Accounts.Users;

public sealed partial class AccountStore
{
    /// <summary>Makes an account.</summary>
    /// <param name="account">The account.</param>
    /// <param name="context">Who does it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How it ended, and the account's number.</returns>
    public async Task<(ChangeOutcome Outcome, int Id)> CreateAsync(
        NewAccount account,
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
                    "INSERT INTO webapi.sec_user (id, login, name, origin) VALUES (nextval('webapi.sec_user_sequence'), $1, $2, $3) RETURNING id",
                    [account.Login, account.Name, account.Origin],
                    cancellationToken
                );
                await AccountChanges.ExecuteAsync(
                    connection,
                    "INSERT INTO webapi.account_user (user_id, password_hash, must_change) VALUES ($1, $2, $3)",
                    [id, (object?)account.PasswordHash ?? DBNull.Value, account.MustChangePassword],
                    cancellationToken
                );
                await AddRolesAsync(connection, id, account.RoleIds, account.Origin, cancellationToken);
                await audit.AddAsync(
                    connection,
                    context,
                    "user.create",
                    $"user {account.Login}",
                    $"name {account.Name}; origin {account.Origin}; roles {await RoleNamesAsync(connection, id, cancellationToken)}",
                    cancellationToken
                );
                return ChangeOutcome.Done;
            },
            cancellationToken
        );
        return (outcome, id);
    }

    /// <summary>Changes an account's name, state or roles; what is null stays.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="version">The version that was looked at.</param>
    /// <param name="change">What to change.</param>
    /// <param name="context">Who does it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<ChangeOutcome> UpdateAsync(
        int id,
        int version,
        AccountChange change,
        AuditContext context,
        CancellationToken cancellationToken
    ) =>
        ChangeAsync(
            id,
            version,
            async (connection, account) =>
            {
                var details = new List<string>();
                if (change.Name is { } name && name != account.Name)
                {
                    await AccountChanges.ExecuteAsync(
                        connection,
                        "UPDATE webapi.sec_user SET name = $2 WHERE id = $1",
                        [id, name],
                        cancellationToken
                    );
                    details.Add($"name {account.Name} -> {name}");
                }

                if (change.IsDisabled is { } isDisabled && isDisabled != account.IsDisabled)
                {
                    await AccountChanges.ExecuteAsync(
                        connection,
                        "UPDATE webapi.account_user SET is_disabled = $2 WHERE user_id = $1",
                        [id, isDisabled],
                        cancellationToken
                    );
                    await EndSessionsAsync(connection, id, cancellationToken);
                    details.Add(isDisabled ? "disabled" : "enabled");
                }

                if (change.RoleIds is { } roleIds && !roleIds.ToHashSet().SetEquals(account.Roles.Select(role => role.Id)))
                {
                    await AccountChanges.ExecuteAsync(
                        connection,
                        "DELETE FROM webapi.sec_user_role WHERE user_id = $1 AND NOT (role_id = ANY ($2))",
                        [id, roleIds.ToArray()],
                        cancellationToken
                    );
                    await AddRolesAsync(connection, id, roleIds, account.Origin, cancellationToken);
                    details.Add(
                        $"roles {string.Join(", ", account.Roles.Select(role => role.Name))} -> {await RoleNamesAsync(connection, id, cancellationToken)}"
                    );
                }

                if (details.Count > 0)
                {
                    await audit.AddAsync(
                        connection,
                        context,
                        "user.change",
                        $"user {account.Login}",
                        string.Join("; ", details),
                        cancellationToken
                    );
                }

                return ChangeOutcome.Done;
            },
            cancellationToken
        );

    /// <summary>Gives an account another password, ends its sessions and its lock.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="version">The version that was looked at; null: whatever it is.</param>
    /// <param name="passwordHash">The new password's hash.</param>
    /// <param name="mustChange">Whether it is for the next sign-in only.</param>
    /// <param name="context">Who does it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<ChangeOutcome> SetPasswordAsync(
        int id,
        int? version,
        string passwordHash,
        bool mustChange,
        AuditContext context,
        CancellationToken cancellationToken
    ) =>
        ChangeAsync(
            id,
            version,
            async (connection, account) =>
            {
                if (account.Origin == Account.DirectoryOrigin)
                {
                    return ChangeOutcome.NotAllowed;
                }

                await AccountChanges.ExecuteAsync(
                    connection,
                    "UPDATE webapi.account_user SET password_hash = $2, must_change = $3, failures = 0, locked_until = NULL WHERE user_id = $1",
                    [id, passwordHash, mustChange],
                    cancellationToken
                );
                await EndSessionsAsync(connection, id, cancellationToken);
                await audit.AddAsync(
                    connection,
                    context,
                    "user.password",
                    $"user {account.Login}",
                    mustChange ? "set for one sign-in" : "set",
                    cancellationToken
                );
                return ChangeOutcome.Done;
            },
            cancellationToken
        );

    /// <summary>Ends the lock of an account.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="version">The version that was looked at.</param>
    /// <param name="context">Who does it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<ChangeOutcome> UnlockAsync(int id, int version, AuditContext context, CancellationToken cancellationToken) =>
        ChangeAsync(
            id,
            version,
            async (connection, account) =>
            {
                await AccountChanges.ExecuteAsync(
                    connection,
                    "UPDATE webapi.account_user SET failures = 0, locked_until = NULL WHERE user_id = $1",
                    [id],
                    cancellationToken
                );
                await audit.AddAsync(connection, context, "user.unlock", $"user {account.Login}", "", cancellationToken);
                return ChangeOutcome.Done;
            },
            cancellationToken
        );

    /// <summary>Removes an account; the audit trail keeps what it did.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="version">The version that was looked at.</param>
    /// <param name="context">Who does it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<ChangeOutcome> DeleteAsync(int id, int version, AuditContext context, CancellationToken cancellationToken) =>
        ChangeAsync(
            id,
            version,
            async (connection, account) =>
            {
                await AccountChanges.ExecuteAsync(
                    connection,
                    "DELETE FROM webapi.sec_user_role WHERE user_id = $1",
                    [id],
                    cancellationToken
                );
                await AccountChanges.ExecuteAsync(connection, "DELETE FROM webapi.sec_user WHERE id = $1", [id], cancellationToken);
                await audit.AddAsync(connection, context, "user.delete", $"user {account.Login}", "", cancellationToken);
                return ChangeOutcome.Done;
            },
            cancellationToken
        );

    private Task<ChangeOutcome> ChangeAsync(
        int id,
        int? version,
        Func<NpgsqlConnection, Account, Task<ChangeOutcome>> change,
        CancellationToken cancellationToken
    ) =>
        AccountChanges.RunAsync(
            source,
            async connection =>
            {
                // Accounts that WebAPI made have no line of their own here yet.
                await AccountChanges.ExecuteAsync(
                    connection,
                    "INSERT INTO webapi.account_user (user_id) SELECT id FROM webapi.sec_user WHERE id = $1 ON CONFLICT DO NOTHING",
                    [id],
                    cancellationToken
                );
                await using var command = AccountChanges.Command(connection, $"SELECT {Fields} FROM {Tables} WHERE person.id = $1", [id]);
                if ((await ReadAsync(command, cancellationToken)).SingleOrDefault() is not { } account)
                {
                    return ChangeOutcome.NotFound;
                }

                if (version is { } expected && expected != account.Version)
                {
                    return ChangeOutcome.VersionConflict;
                }

                var hadAdministrator = await AccountChanges.HasAdministratorAsync(connection, cancellationToken);
                var outcome = await change(connection, account);
                if (outcome != ChangeOutcome.Done)
                {
                    return outcome;
                }

                if (hadAdministrator && !await AccountChanges.HasAdministratorAsync(connection, cancellationToken))
                {
                    return ChangeOutcome.LastAdministrator;
                }

                await AccountChanges.ExecuteAsync(
                    connection,
                    "UPDATE webapi.account_user SET version = version + 1 WHERE user_id = $1",
                    [id],
                    cancellationToken
                );
                return ChangeOutcome.Done;
            },
            cancellationToken
        );

    private static Task<int> EndSessionsAsync(NpgsqlConnection connection, int id, CancellationToken cancellationToken) =>
        AccountChanges.ExecuteAsync(connection, "DELETE FROM webapi.account_session WHERE user_id = $1", [id], cancellationToken);

    private static Task<int> AddRolesAsync(
        NpgsqlConnection connection,
        int id,
        IReadOnlyList<int> roleIds,
        string origin,
        CancellationToken cancellationToken
    ) =>
        AccountChanges.ExecuteAsync(
            connection,
            """
            INSERT INTO webapi.sec_user_role (id, user_id, role_id, origin)
            SELECT nextval('webapi.sec_user_role_sequence'), $1, wanted.id, $3 FROM unnest($2) AS wanted (id)
            WHERE NOT EXISTS (SELECT FROM webapi.sec_user_role link WHERE link.user_id = $1 AND link.role_id = wanted.id)
            """,
            [id, roleIds.Distinct().ToArray(), origin],
            cancellationToken
        );

    private static async Task<string> RoleNamesAsync(NpgsqlConnection connection, int id, CancellationToken cancellationToken) =>
        await AccountChanges.ScalarAsync<string>(
            connection,
            """
            SELECT COALESCE(string_agg(role.name, ', ' ORDER BY lower(role.name)), '') FROM webapi.sec_user_role link
            JOIN webapi.sec_role role ON role.id = link.role_id WHERE link.user_id = $1
            """,
            [id],
            cancellationToken
        ) ?? "";
}
