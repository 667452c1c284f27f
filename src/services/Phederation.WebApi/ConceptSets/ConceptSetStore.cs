using Npgsql;
using Phederation.Services.Hosting.Problems;
using Phederation.WebApi.Data;

namespace Phederation.WebApi.ConceptSets;

/// <summary>The stored concept sets.</summary>
internal sealed class ConceptSetStore(NpgsqlDataSource database, TimeProvider time)
{
    /// <summary>The most sets of an answer.</summary>
    public const int Most = 10_000;

    private const string Columns =
        "concept_set_id, concept_set_name, description, created_by_id, created_date, modified_by_id, modified_date";

    /// <summary>All sets, by name.</summary>
    public Task<List<StoredItem>> ListAsync(CancellationToken cancellationToken) =>
        database.QueryAsync(
            $"SELECT {Columns} FROM webapi.concept_set ORDER BY concept_set_name, concept_set_id LIMIT {Most}",
            Read,
            cancellationToken
        );

    /// <summary>A set.</summary>
    /// <exception cref="ProblemException">404: there is none.</exception>
    public async Task<StoredItem> GetAsync(int id, CancellationToken cancellationToken) =>
        One(await database.QueryAsync($"SELECT {Columns} FROM webapi.concept_set WHERE concept_set_id = $1", Read, cancellationToken, id));

    /// <summary>Makes a set without concepts.</summary>
    /// <exception cref="ProblemException">409: the name is taken.</exception>
    public async Task<StoredItem> CreateAsync(string name, string? description, int? user, CancellationToken cancellationToken)
    {
        try
        {
            var now = time.GetUtcNow();
            return One(
                await database.QueryAsync(
                    $"""
                    INSERT INTO webapi.concept_set (concept_set_name, description, created_by_id, created_date, modified_by_id, modified_date)
                    VALUES ($1, $2, $3::integer, $4, $3::integer, $4) RETURNING {Columns}
                    """,
                    Read,
                    cancellationToken,
                    name,
                    description,
                    user,
                    now
                )
            );
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            throw ItemName.Taken(exception);
        }
    }

    /// <summary>Changes a set's name and description.</summary>
    /// <exception cref="ProblemException">404: there is none. 409: the name is taken.</exception>
    public async Task<StoredItem> UpdateAsync(int id, string name, string? description, int? user, CancellationToken cancellationToken)
    {
        try
        {
            return One(
                await database.QueryAsync(
                    $"""
                    UPDATE webapi.concept_set SET concept_set_name = $2, description = $3, modified_by_id = $4::integer, modified_date = $5
                    WHERE concept_set_id = $1 RETURNING {Columns}
                    """,
                    Read,
                    cancellationToken,
                    id,
                    name,
                    description,
                    user,
                    time.GetUtcNow()
                )
            );
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            throw ItemName.Taken(exception);
        }
    }

    /// <summary>Removes a set.</summary>
    /// <exception cref="ProblemException">404: there is none.</exception>
    public async Task DeleteAsync(int id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.RunAsync("DELETE FROM webapi.concept_set_item WHERE concept_set_id = $1", cancellationToken, id);
        if (await connection.RunAsync("DELETE FROM webapi.concept_set WHERE concept_set_id = $1", cancellationToken, id) == 0)
        {
            throw Missing();
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>How many other sets have a name.</summary>
    public async Task<int> CountOthersAsync(int id, string name, CancellationToken cancellationToken) =>
        (
            await database.QueryAsync(
                "SELECT count(*)::integer FROM webapi.concept_set WHERE concept_set_name = $2 AND concept_set_id <> $1",
                row => row.GetInt32(0),
                cancellationToken,
                id,
                name
            )
        )[0];

    /// <summary>The names that begin like that of a copy.</summary>
    public Task<List<string>> NamesLikeAsync(string prefix, CancellationToken cancellationToken) =>
        database.QueryAsync(
            "SELECT concept_set_name FROM webapi.concept_set WHERE starts_with(concept_set_name, $1)",
            row => row.GetString(0),
            cancellationToken,
            prefix
        );

    /// <summary>The concepts of a set.</summary>
    public Task<List<ConceptSetItem>> ItemsAsync(int id, CancellationToken cancellationToken) =>
        database.QueryAsync(
            $"""
            SELECT concept_set_item_id, concept_set_id, concept_id, is_excluded, include_descendants, include_mapped
            FROM webapi.concept_set_item WHERE concept_set_id = $1 ORDER BY concept_set_item_id LIMIT {ConceptSetReader.MostItems}
            """,
            row => new ConceptSetItem(row.GetInt32(0), row.GetInt32(1), row.GetInt32(2), row.GetInt32(3), row.GetInt32(4), row.GetInt32(5)),
            cancellationToken,
            id
        );

    /// <summary>Puts concepts in the place of those that a set has.</summary>
    /// <exception cref="ProblemException">404: there is no such set.</exception>
    public async Task ReplaceItemsAsync(int id, IReadOnlyList<ConceptSetItem> items, int? user, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var found = await connection.RunAsync(
            "UPDATE webapi.concept_set SET modified_by_id = $2::integer, modified_date = $3 WHERE concept_set_id = $1",
            cancellationToken,
            id,
            user,
            time.GetUtcNow()
        );
        if (found == 0)
        {
            throw Missing();
        }

        await connection.RunAsync("DELETE FROM webapi.concept_set_item WHERE concept_set_id = $1", cancellationToken, id);
        await connection.RunAsync(
            """
            INSERT INTO webapi.concept_set_item (concept_set_id, concept_id, is_excluded, include_descendants, include_mapped)
            SELECT $1, i.* FROM unnest($2, $3, $4, $5) AS i
            """,
            cancellationToken,
            id,
            items.Select(item => item.ConceptId).ToArray(),
            items.Select(item => item.IsExcluded).ToArray(),
            items.Select(item => item.IncludeDescendants).ToArray(),
            items.Select(item => item.IncludeMapped).ToArray()
        );
        await transaction.CommitAsync(cancellationToken);
    }

    private static StoredItem Read(NpgsqlDataReader row) =>
        new()
        {
            Id = row.GetInt32(0),
            Name = row.GetString(1),
            Description = row.Text(2),
            CreatedBy = row.Number(3),
            CreatedDate = row.Time(4),
            ModifiedBy = row.Number(5),
            ModifiedDate = row.Time(6),
        };

    private static StoredItem One(List<StoredItem> rows) => rows is [var row] ? row : throw Missing();

    private static ProblemException Missing() => new(404, "There is no concept set with this number.");
}
