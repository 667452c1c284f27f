using Npgsql;

namespace Phederation.Accounts.Users;

/// <summary>
/// One change at a time: changes of accounts are rare, and rules over all of them ("somebody must be able to administer") hold only when
/// nobody else changes anything in between. The lock ends with the transaction.
/// </summary>
internal static class AccountChanges
{
    // "accchang" in ASCII.
    private const long Lock = 0x6163636368616E67;

    /// <summary>Runs a change in a transaction; it is committed when it is <see cref="ChangeOutcome.Done"/>.</summary>
    public static async Task<ChangeOutcome> RunAsync(
        NpgsqlDataSource source,
        Func<NpgsqlConnection, Task<ChangeOutcome>> change,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({Lock})", [], cancellationToken);
        try
        {
            var outcome = await change(connection);
            if (outcome == ChangeOutcome.Done)
            {
                await transaction.CommitAsync(cancellationToken);
            }

            return outcome;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return ChangeOutcome.Duplicate;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.ForeignKeyViolation)
        {
            return ChangeOutcome.UnknownReference;
        }
    }

    /// <summary>Whether somebody can sign in and administer.</summary>
    public static async Task<bool> HasAdministratorAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        await ScalarAsync<bool>(
            connection,
            """
            SELECT EXISTS (
                SELECT FROM webapi.sec_user_role link
                JOIN webapi.sec_role role ON role.id = link.role_id AND role.name = $1 AND role.system_role
                JOIN webapi.sec_user person ON person.id = link.user_id
                LEFT JOIN webapi.account_user account ON account.user_id = person.id
                WHERE NOT COALESCE(account.is_disabled, false) AND (account.password_hash IS NOT NULL OR person.origin = $2)
            )
            """,
            [Role.Administrator, Account.DirectoryOrigin],
            cancellationToken
        );

    /// <summary>Runs a statement; returns how many rows it changed.</summary>
    public static async Task<int> ExecuteAsync(
        NpgsqlConnection connection,
        string sql,
        object[] values,
        CancellationToken cancellationToken
    )
    {
        await using var command = Command(connection, sql, values);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The first value; the default where there is no row.</summary>
    public static async Task<T?> ScalarAsync<T>(
        NpgsqlConnection connection,
        string sql,
        object[] values,
        CancellationToken cancellationToken
    )
    {
        await using var command = Command(connection, sql, values);
        return await command.ExecuteScalarAsync(cancellationToken) is T value ? value : default;
    }

    /// <summary>A statement with its values.</summary>
    public static NpgsqlCommand Command(NpgsqlConnection connection, string sql, object[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        return command;
    }
}
