using Phederation.OmopJobs.Connecting;
using Phederation.OmopJobs.Output;
using Phederation.Postgres;

namespace Phederation.OmopJobs.Qa;

/// <summary>Empties the copy that this job made.</summary>
internal sealed class QaRemoval(DatabaseSettings copy, Report report)
{
    /// <summary>Runs the job; returns an exit code.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var source = await Database.OpenAsync(copy, "qa-database", ConnectionLimits.Job, cancellationToken);
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await RunLock.TakeAsync(connection, cancellationToken);
        if (await QaMark.ReadAsync(connection, cancellationToken) is not { } mark)
        {
            if (await SchemaContent.FirstWithRowsAsync(connection, cancellationToken) is { } table)
            {
                throw new JobException(
                    ExitCode.Refused,
                    $"{copy} has rows ({table}) that this job did not put there: nothing was touched.",
                    "Check that --qa-host names the QA server."
                );
            }

            report.Line($"{copy} holds no copy: there is nothing to remove");
            return ExitCode.Success;
        }

        var started = report.Start($"empty {copy}");
        var count = await SchemaContent.DropAllAsync(connection, cancellationToken);
        await SchemaContent.CreateEmptyAsync(connection, cancellationToken);
        await QaMark.ClearAsync(connection, cancellationToken);
        report.Done($"removed {count} objects ({mark}); the tables of the CDM are there again, empty", started);
        return ExitCode.Success;
    }
}
