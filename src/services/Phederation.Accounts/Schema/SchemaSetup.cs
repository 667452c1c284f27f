using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Phederation.Postgres;
using Phederation.Services.Hosting;
using Phederation.Services.Hosting.Databases;
using Phederation.Services.Hosting.Health;

namespace Phederation.Accounts.Schema;

/// <summary>Sets the tables up in the background: a service that starts before its database waits for it, and says so.</summary>
internal sealed partial class SchemaSetup(
    SchemaSetupOptions options,
    IServiceProvider provider,
    TimeProvider time,
    IHostApplicationLifetime lifetime,
    ILogger<SchemaSetup> logger
) : BackgroundService, IReadinessCheck
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    private volatile string? _fault = "The tables are not set up yet.";

    /// <inheritdoc />
    public string Name => "tables";

    /// <inheritdoc />
    public Task<string?> CheckAsync(CancellationToken cancellationToken) => Task.FromResult(_fault);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var pause = TimeSpan.FromSeconds(1); ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await SetUpAsync(stoppingToken);
                _fault = null;
                return;
            }
            catch (Exception exception)
                when (exception is not SetupException && DatabaseFailure.IsAway(exception) && !stoppingToken.IsCancellationRequested)
            {
                Waiting(logger, DatabaseFailure.Explain(exception)!.Detail!);
            }
            catch (SetupException exception)
            {
                Malformed(logger, exception.Message, exception.Mend);
                End(ServiceProgram.BadSetup);
                return;
            }
            catch (Exception exception) when (exception is PostgresException or InvalidOperationException)
            {
                // Also what Migrator says of tables that are not this program's: nothing gets better by waiting.
                Failed(logger, (exception as PostgresException)?.SqlState ?? exception.Message, exception);
                End(ServiceProgram.Internal);
                return;
            }

            await Task.Delay(pause, time, stoppingToken);
        }
    }

    private async Task SetUpAsync(CancellationToken cancellationToken)
    {
        // Gone again afterwards: a service at work has no rights over its tables.
        await using var owner = await Database.OpenAsync(
            options.Owner,
            $"{options.Application}-setup",
            ConnectionLimits.Job,
            cancellationToken
        );
        var count = await AccountsSchema.MigrateAsync(owner, cancellationToken);
        foreach (var (component, steps) in options.More)
        {
            count += await Migrator.RunAsync(owner, component, steps, cancellationToken);
        }

        if (options.Then is { } then)
        {
            await then(provider, cancellationToken);
        }

        Done(logger, count);
    }

    private void End(int exitCode)
    {
        Environment.ExitCode = exitCode;
        lifetime.StopApplication();
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "{Reason} {Mend}")]
    private static partial void Malformed(ILogger logger, string reason, string mend);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The tables can't be set up: {Reason}")]
    private static partial void Failed(ILogger logger, string reason, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The tables can't be set up yet: {Reason}")]
    private static partial void Waiting(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "The tables are set up; {Count} steps were needed")]
    private static partial void Done(ILogger logger, int count);
}
