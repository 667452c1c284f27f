using Npgsql;
using Phederation.Services.Hosting.Health;
using Phederation.Services.Hosting.Settings;
using Phederation.WebApi.Migrations;
using Phederation.WebApi.Sources;

namespace Phederation.WebApi;

/// <summary>
/// Brings the database up to date before the service is ready. A database that is away is waited for: what keeps a service from starting would keep
/// a whole site from it.
/// </summary>
internal sealed partial class Preparation(
    Administrator administrator,
    SourceCatalogue sources,
    ServiceSettings settings,
    ILoggerFactory loggers
) : BackgroundService, IReadinessCheck
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ILogger _logger = loggers.CreateLogger<Preparation>();
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <inheritdoc />
    public string Name => "preparation";

    /// <summary>Ends when the database is up to date.</summary>
    public Task Done => _done.Task;

    /// <inheritdoc />
    public Task<string?> CheckAsync(CancellationToken cancellationToken) =>
        Task.FromResult(_done.Task.IsCompletedSuccessfully ? null : "The database is being prepared.");

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using (var database = await administrator.OpenAsync(stoppingToken))
                {
                    await new Migrator(database, loggers.CreateLogger<Migrator>()).RunAsync(stoppingToken);
                }

                await sources.RegisterOwnAsync(
                    settings.Text("WEBAPI_SOURCE_KEY", "OHDSI"),
                    settings.Text("WEBAPI_SOURCE_NAME", "OMOP CDM of this site"),
                    stoppingToken
                );
                await sources.RefreshAsync(stoppingToken);
                _done.TrySetResult();
                return;
            }
            catch (Exception exception) when (exception is NpgsqlException or Postgres.SetupException or TimeoutException)
            {
                Waiting(_logger, exception is PostgresException postgres ? postgres.SqlState : exception.GetType().Name);
            }

            await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database could not be prepared yet ({Reason})")]
    private static partial void Waiting(ILogger logger, string reason);
}
