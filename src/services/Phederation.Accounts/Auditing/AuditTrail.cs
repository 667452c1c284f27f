using Npgsql;
using Phederation.Accounts.Users;

namespace Phederation.Accounts.Auditing;

/// <summary>What was done to accounts, and by whom. The service's account of the database can add to it only.</summary>
/// <param name="source">The database.</param>
/// <param name="time">The clock.</param>
public sealed class AuditTrail(NpgsqlDataSource source, TimeProvider time)
{
    /// <summary>Adds a line that belongs to no change of a table.</summary>
    /// <param name="context">Who.</param>
    /// <param name="action">What.</param>
    /// <param name="subject">With whom or what.</param>
    /// <param name="detail">What exactly.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task AddAsync(AuditContext context, string action, string subject, string detail, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await AddAsync(connection, context, action, subject, detail, cancellationToken);
    }

    /// <summary>The lines, newest first.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="offset">How many to pass over.</param>
    /// <param name="most">At most how many.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Page<AuditEntry>> ListAsync(AuditFilter filter, int offset, int most, CancellationToken cancellationToken)
    {
        const string where = """
            FROM webapi.account_audit
            WHERE ($1 = '' OR strpos(lower(actor), lower($1)) > 0) AND ($2 = '' OR starts_with(action, $2))
                AND ($3 = '' OR strpos(lower(subject), lower($3)) > 0)
                AND ($4::timestamptz IS NULL OR at >= $4) AND ($5::timestamptz IS NULL OR at < $5)
            """;
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var count = new NpgsqlCommand($"SELECT count(*) {where}", connection);
        AddParameters(count, filter);
        var total = (long)(await count.ExecuteScalarAsync(cancellationToken))!;
        await using var list = new NpgsqlCommand(
            $"SELECT id, at, actor, action, subject, detail, request {where} ORDER BY id DESC OFFSET $6 LIMIT $7",
            connection
        );
        AddParameters(list, filter);
        list.Parameters.Add(new() { Value = offset });
        list.Parameters.Add(new() { Value = most });
        await using var reader = await list.ExecuteReaderAsync(cancellationToken);
        var entries = new List<AuditEntry>();
        while (await reader.ReadAsync(cancellationToken))
        {
            entries.Add(
                new AuditEntry(
                    reader.GetInt64(0),
                    reader.GetFieldValue<DateTimeOffset>(1),
                    reader.GetString(2),
                    reader.GetString(3),
                    reader.GetString(4),
                    reader.GetString(5),
                    reader.GetString(6)
                )
            );
        }

        return new Page<AuditEntry>(entries, total);
    }

    /// <summary>Adds a line within the transaction of the change itself.</summary>
    internal async Task AddAsync(
        NpgsqlConnection connection,
        AuditContext context,
        string action,
        string subject,
        string detail,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(
            "INSERT INTO webapi.account_audit (at, actor, action, subject, detail, request) VALUES ($1, $2, $3, $4, $5, $6)",
            connection
        )
        {
            Parameters =
            {
                new() { Value = time.GetUtcNow() },
                new() { Value = context.Actor },
                new() { Value = action },
                new() { Value = subject },
                new() { Value = detail },
                new() { Value = context.Request },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static void AddParameters(NpgsqlCommand command, AuditFilter filter)
    {
        command.Parameters.Add(new() { Value = filter.Actor });
        command.Parameters.Add(new() { Value = filter.Action });
        command.Parameters.Add(new() { Value = filter.Subject });
        foreach (var at in new[] { filter.From, filter.To })
        {
            command.Parameters.Add(
                new NpgsqlParameter
                {
                    Value = at is { } moment ? moment.ToUniversalTime() : DBNull.Value,
                    NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz,
                }
            );
        }
    }
}
