using Npgsql;
using Phederation.WebApi.Cohorts.Sql;
using Phederation.WebApi.Data;
using Phederation.WebApi.Sources;

namespace Phederation.WebApi.Cohorts.Generation;

/// <summary>Makes the cohort of a run: all of it or, when it fails or is ended, nothing.</summary>
internal sealed class CohortMaker(SourceConnections connections)
{
    /// <summary>Makes it.</summary>
    /// <returns>How many persons and records it has.</returns>
    public async Task<(long Persons, long Records)> MakeAsync(GenerationRun run, CancellationToken cancellationToken)
    {
        var source = run.Source;
        var results = source.RequiredSchema(DaimonType.Results);
        var target = CohortSqlTarget.Of(
            source.RequiredSchema(DaimonType.CDM),
            source.RequiredSchema(DaimonType.Vocabulary),
            results,
            run.Id.CohortDefinitionId
        );
        var script = CohortSql.Script(run.Expression, target);
        var database = await connections.GetForGenerationAsync(source);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        // The standard's meaning of a backslash in a text, whatever the server is set to; and nobody else's tables by accident.
        await connection.RunAsync("SET standard_conforming_strings = on", cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        foreach (var statement in script.Statements)
        {
            await using var command = new NpgsqlCommand(statement, connection);
            foreach (var index in SqlTexts.UsedIn(statement))
            {
                command.Parameters.Add(new NpgsqlParameter { ParameterName = SqlTexts.Name(index), Value = script.Texts.Values[index] });
            }

            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        var counts = await connection.QueryAsync(
            $"SELECT count(DISTINCT subject_id), count(*) FROM {target.TargetTable} WHERE {target.CohortIdField} = {target.CohortId}",
            row => (row.GetInt64(0), row.GetInt64(1)),
            cancellationToken
        );
        await transaction.CommitAsync(cancellationToken);
        return counts[0];
    }
}
