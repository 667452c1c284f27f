using Npgsql;

namespace Phederation.OmopJobs.Connecting;

/// <summary>Keeps a second run of the jobs off the same database; the server lets go of it with the session, however that ends.</summary>
internal static class RunLock
{
    // "omopjobs" in ASCII; any number that nothing else takes would do.
    private const long Key = 0x6F6D6F706A6F6273;

    /// <summary>Takes the lock for the life of a connection.</summary>
    /// <exception cref="JobException">Another run has it.</exception>
    public static async Task TakeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT pg_try_advisory_lock($1)", connection)
        {
            Parameters = { new() { Value = Key } },
        };
        if (await command.ExecuteScalarAsync(cancellationToken) is not true)
        {
            throw new JobException(
                ExitCode.Conflict,
                "Another run of a job works on this database.",
                "Wait for its end, and run this one again."
            );
        }
    }
}
