using Phederation.Services.Hosting.Problems;
using Phederation.WebApi.Cohorts.Sql;
using Phederation.WebApi.Cohorts.Store;
using Phederation.WebApi.Sources;

namespace Phederation.WebApi.Cohorts.Generation;

/// <summary>Starts and ends generations.</summary>
internal sealed class Generations(
    CohortDefinitionStore definitions,
    GenerationStore store,
    GenerationRuns runs,
    SourceCatalogue sources,
    TimeProvider time
)
{
    /// <summary>Starts one; one that is under way goes on, and is what is answered.</summary>
    /// <exception cref="CohortDesignException">The design is not complete.</exception>
    public async Task<GenerationRun> StartAsync(int definition, string sourceKey, int? user, CancellationToken cancellationToken)
    {
        var source = await sources.GetAsync(sourceKey, cancellationToken);
        var stored = await definitions.GetAsync(definition, cancellationToken);
        var expression = StoredExpression.Read(stored);
        var results = source.RequiredSchema(DaimonType.Results);
        // What can't be written as SQL is told to whoever asks, not found out later.
        CohortSql.Script(
            expression,
            CohortSqlTarget.Of(source.RequiredSchema(DaimonType.CDM), source.RequiredSchema(DaimonType.Vocabulary), results, definition)
        );
        var id = new GenerationInfoId(definition, source.Id);
        if (runs.Open(id) is { } open)
        {
            return open;
        }

        var number = await store.NextRunAsync(cancellationToken);
        var run = new GenerationRun(number, id, stored.Item.Name, source, expression, time.GetUtcNow());
        if (!runs.TryOpen(run))
        {
            run.Dispose();
            return runs.Open(id) ?? await StartAsync(definition, sourceKey, user, cancellationToken);
        }

        try
        {
            await store.PendingAsync(id, user, cancellationToken);
            runs.Enqueue(run);
            return run;
        }
        catch (Exception exception)
        {
            runs.Forget(run);
            run.Dispose();
            if (exception is ProblemException { Problem.Status: 429 })
            {
                await store.EndedAsync(id, GenerationOutcome.Failed("Too many generations waited."), cancellationToken);
            }

            throw;
        }
    }

    /// <summary>Ends the generation of a definition on a source, where one is under way.</summary>
    public async Task CancelAsync(int definition, string sourceKey, CancellationToken cancellationToken)
    {
        var source = await sources.GetAsync(sourceKey, cancellationToken);
        runs.Open(new GenerationInfoId(definition, source.Id))?.Cancel();
    }

    /// <summary>Ends all generations of a definition.</summary>
    public void CancelAll(int definition)
    {
        foreach (var run in runs.All.Where(run => run.Id.CohortDefinitionId == definition && run.Outcome is null))
        {
            run.Cancel();
        }
    }
}
