using Npgsql;
using Phederation.WebApi.Data;

namespace Phederation.WebApi.Cohorts.Generation;

/// <summary>
/// A run in the hands of this program: a lock of the database, which lets go of it also where the program is killed. It is given back in so many
/// words, for a pool keeps its connections.
/// </summary>
internal sealed class GenerationHold(NpgsqlConnection connection, GenerationInfoId id) : IAsyncDisposable
{
    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        try
        {
            await connection.RunAsync("SELECT pg_advisory_unlock($1, $2)", CancellationToken.None, id.CohortDefinitionId, id.SourceId);
        }
        catch (NpgsqlException)
        {
            // The connection is broken, and the lock went with it.
        }

        await connection.DisposeAsync();
    }
}
