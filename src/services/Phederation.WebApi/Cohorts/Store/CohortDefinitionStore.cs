using Npgsql;
using Phederation.Services.Hosting.Problems;
using Phederation.WebApi.Data;

namespace Phederation.WebApi.Cohorts.Store;

/// <summary>The stored cohort definitions.</summary>
internal sealed class CohortDefinitionStore(NpgsqlDataSource database, TimeProvider time)
{
    /// <summary>The most definitions of an answer.</summary>
    public const int Most = 10_000;

    private const string Columns =
        "d.id, d.name, d.description, d.created_by_id, d.created_date, d.modified_by_id, d.modified_date, coalesce(d.expression_type, 'SIMPLE_EXPRESSION')";

    /// <summary>All definitions without their JSON, by name.</summary>
    public Task<List<CohortDefinition>> ListAsync(CancellationToken cancellationToken) =>
        database.QueryAsync(
            $"SELECT {Columns}, NULL FROM webapi.cohort_definition d ORDER BY d.name, d.id LIMIT {Most}",
            Read,
            cancellationToken
        );

    /// <summary>A definition.</summary>
    /// <exception cref="ProblemException">404: there is none.</exception>
    public async Task<CohortDefinition> GetAsync(int id, CancellationToken cancellationToken) =>
        await database.QueryAsync(
            $"SELECT {Columns}, x.expression FROM webapi.cohort_definition d LEFT JOIN webapi.cohort_definition_details x ON x.id = d.id WHERE d.id = $1",
            Read,
            cancellationToken,
            id
        )
            is [var found]
            ? found
            : throw Missing();

    /// <summary>Makes a definition.</summary>
    /// <exception cref="ProblemException">409: the name is taken.</exception>
    public async Task<CohortDefinition> CreateAsync(CohortInput input, int? user, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        try
        {
            var made = await connection.QueryAsync(
                $"""
                INSERT INTO webapi.cohort_definition AS d (name, description, expression_type, created_by_id, created_date)
                VALUES ($1, $2, $3, $4::integer, $5) RETURNING {Columns}, NULL
                """,
                Read,
                cancellationToken,
                input.Name,
                input.Description,
                input.ExpressionType,
                user,
                time.GetUtcNow()
            );
            await connection.RunAsync(
                "INSERT INTO webapi.cohort_definition_details (id, expression) VALUES ($1, $2)",
                cancellationToken,
                made[0].Item.Id,
                input.Expression
            );
            await transaction.CommitAsync(cancellationToken);
            return made[0] with { Expression = input.Expression };
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            throw ItemName.Taken(exception);
        }
    }

    /// <summary>Changes a definition.</summary>
    /// <exception cref="ProblemException">404: there is none. 409: the name is taken.</exception>
    public async Task<CohortDefinition> UpdateAsync(int id, CohortInput input, int? user, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        try
        {
            var changed = await connection.QueryAsync(
                $"""
                UPDATE webapi.cohort_definition d SET name = $2, description = $3, expression_type = $4, modified_by_id = $5::integer, modified_date = $6
                WHERE d.id = $1 RETURNING {Columns}, NULL
                """,
                Read,
                cancellationToken,
                id,
                input.Name,
                input.Description,
                input.ExpressionType,
                user,
                time.GetUtcNow()
            );
            if (changed.Count == 0)
            {
                throw Missing();
            }

            await connection.RunAsync(
                "INSERT INTO webapi.cohort_definition_details (id, expression) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET expression = excluded.expression",
                cancellationToken,
                id,
                input.Expression
            );
            await transaction.CommitAsync(cancellationToken);
            return changed[0] with { Expression = input.Expression };
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            throw ItemName.Taken(exception);
        }
    }

    /// <summary>Removes a definition with the state of its generations.</summary>
    /// <exception cref="ProblemException">404: there is none.</exception>
    public async Task DeleteAsync(int id, CancellationToken cancellationToken)
    {
        if (await database.RunAsync("DELETE FROM webapi.cohort_definition WHERE id = $1", cancellationToken, id) == 0)
        {
            throw Missing();
        }
    }

    /// <summary>How many other definitions have a name.</summary>
    public async Task<int> CountOthersAsync(int id, string name, CancellationToken cancellationToken) =>
        (
            await database.QueryAsync(
                "SELECT count(*)::integer FROM webapi.cohort_definition WHERE name = $2 AND id <> $1",
                row => row.GetInt32(0),
                cancellationToken,
                id,
                name
            )
        )[0];

    /// <summary>The names that begin like that of a copy.</summary>
    public Task<List<string>> NamesLikeAsync(string prefix, CancellationToken cancellationToken) =>
        database.QueryAsync(
            "SELECT name FROM webapi.cohort_definition WHERE starts_with(name, $1)",
            row => row.GetString(0),
            cancellationToken,
            prefix
        );

    private static CohortDefinition Read(NpgsqlDataReader row) =>
        new(
            new StoredItem
            {
                Id = row.GetInt32(0),
                Name = row.GetString(1),
                Description = row.Text(2),
                CreatedBy = row.Number(3),
                CreatedDate = row.Time(4),
                ModifiedBy = row.Number(5),
                ModifiedDate = row.Time(6),
            },
            row.GetString(7),
            row.Text(8)
        );

    private static ProblemException Missing() => new(404, "There is no cohort definition with this number.");
}
