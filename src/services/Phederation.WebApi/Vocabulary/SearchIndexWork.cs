using Npgsql;
using Phederation.WebApi.Migrations;
using Phederation.WebApi.Sources;

namespace Phederation.WebApi.Vocabulary;

/// <summary>Makes the index of the search in the site's own database, beside the requests: until it is there, a search is slow but right.</summary>
internal sealed partial class SearchIndexWork(
    Administrator administrator,
    SourceCatalogue sources,
    SourceConnections connections,
    Preparation preparation,
    ILogger<SearchIndexWork> logger
) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await preparation.Done.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var database = await administrator.OpenAsync(stoppingToken);
                var schemas = (await sources.AllAsync(stoppingToken))
                    .Where(connections.IsOwn)
                    .Select(source => source.Schema(DaimonType.Vocabulary))
                    .OfType<string>()
                    .Distinct();
                foreach (var schema in schemas)
                {
                    await using var connection = await database.OpenConnectionAsync(stoppingToken);
                    await SearchIndex.MakeAsync(connection, schema, stoppingToken);
                }

                return;
            }
            catch (Exception exception)
                when (exception is NpgsqlException or Services.Hosting.Problems.ProblemException or Postgres.SetupException)
            {
                Failed(logger, exception is PostgresException postgres ? postgres.SqlState : exception.GetType().Name);
            }

            await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The index of the vocabulary's search could not be made yet ({Reason}); searches are slow until then"
    )]
    private static partial void Failed(ILogger logger, string reason);
}
