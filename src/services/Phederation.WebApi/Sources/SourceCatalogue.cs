using Npgsql;
using Phederation.Postgres;
using Phederation.Services.Hosting.Problems;
using Phederation.WebApi.Data;

namespace Phederation.WebApi.Sources;

/// <summary>The sources of webapi.source, read once and again when somebody asks for it.</summary>
internal sealed class SourceCatalogue(NpgsqlDataSource database, DatabaseSettings settings)
{
    private const int Most = 200;

    private volatile IReadOnlyList<Source>? _sources;

    /// <summary>All sources, by name.</summary>
    public async Task<IReadOnlyList<Source>> AllAsync(CancellationToken cancellationToken) =>
        _sources ?? await RefreshAsync(cancellationToken);

    /// <summary>Reads them anew.</summary>
    public async Task<IReadOnlyList<Source>> RefreshAsync(CancellationToken cancellationToken)
    {
        var daimons = await database.QueryAsync(
            "SELECT source_id, source_daimon_id, daimon_type, table_qualifier, priority FROM webapi.source_daimon WHERE daimon_type BETWEEN 0 AND 5 ORDER BY source_daimon_id",
            row =>
                (
                    Source: row.GetInt32(0),
                    Daimon: new SourceDaimon(row.GetInt32(1), (DaimonType)row.GetInt32(2), row.GetString(3), row.GetInt32(4))
                ),
            cancellationToken
        );
        var bySource = daimons.ToLookup(daimon => daimon.Source, daimon => daimon.Daimon);
        return _sources = await database.QueryAsync(
            $"SELECT source_id, source_name, source_key, source_connection, source_dialect FROM webapi.source WHERE deleted_date IS NULL ORDER BY source_name, source_id LIMIT {Most}",
            row => new Source(
                row.GetInt32(0),
                row.GetString(1),
                row.GetString(2),
                row.GetString(3),
                row.GetString(4),
                [.. bySource[row.GetInt32(0)]]
            ),
            cancellationToken
        );
    }

    /// <summary>The source of a key.</summary>
    /// <exception cref="ProblemException">404: there is none.</exception>
    public async Task<Source> GetAsync(string key, CancellationToken cancellationToken) =>
        (await AllAsync(cancellationToken)).FirstOrDefault(source => source.Key == key)
        ?? throw new ProblemException(404, "There is no source with this key.");

    /// <summary>The source of highest priority for a purpose, or null.</summary>
    public async Task<Source?> PreferredAsync(DaimonType type, CancellationToken cancellationToken)
    {
        var ranked = (await AllAsync(cancellationToken))
            .SelectMany(source => source.Daimons, (source, daimon) => (source, daimon))
            .Where(pair => pair.daimon.DaimonType == type && pair.daimon.Priority >= 0)
            .OrderByDescending(pair => pair.daimon.Priority)
            .ThenBy(pair => pair.source.Id);
        return ranked.Select(pair => pair.source).FirstOrDefault();
    }

    /// <summary>The source whose vocabulary is used where none is named.</summary>
    /// <exception cref="ProblemException">503: there is none.</exception>
    public async Task<Source> VocabularyAsync(CancellationToken cancellationToken) =>
        await PreferredAsync(DaimonType.Vocabulary, cancellationToken)
        ?? await PreferredAsync(DaimonType.CDM, cancellationToken)
        ?? throw new ProblemException(503, "No source has a vocabulary.");

    /// <summary>Names the site's own database as a source where there is none at all.</summary>
    public async Task RegisterOwnAsync(string key, string name, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.RunAsync("SELECT pg_advisory_xact_lock(hashtext('webapi.source'))", cancellationToken);
        var made = await connection.QueryAsync(
            """
            INSERT INTO webapi.source (source_id, source_name, source_key, source_connection, source_dialect)
            SELECT nextval('webapi.source_sequence'), $1, $2, $3, 'postgresql' WHERE NOT EXISTS (SELECT FROM webapi.source)
            RETURNING source_id
            """,
            row => row.GetInt32(0),
            cancellationToken,
            name,
            key,
            $"jdbc:postgresql://{settings.Host}:{settings.Port}/{Uri.EscapeDataString(settings.Database)}?user={Uri.EscapeDataString(settings.User)}"
        );
        if (made is [var id])
        {
            await connection.RunAsync(
                """
                INSERT INTO webapi.source_daimon (source_daimon_id, source_id, daimon_type, table_qualifier, priority)
                SELECT nextval('webapi.source_daimon_sequence'), $1, d.type, d.schema, d.priority
                FROM (VALUES (0, 'omopcdm', 1), (1, 'omopcdm', 1), (2, 'results', 1), (5, 'scratch', 1)) AS d(type, schema, priority)
                """,
                cancellationToken,
                id
            );
        }

        await transaction.CommitAsync(cancellationToken);
    }
}
