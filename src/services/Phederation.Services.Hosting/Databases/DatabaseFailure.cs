using System.Net.Sockets;
using Npgsql;
using Phederation.Postgres;
using Phederation.Services.Hosting.Problems;

namespace Phederation.Services.Hosting.Databases;

/// <summary>What a failure of the database means to whoever asked. Nothing that the server says reaches a client.</summary>
public static class DatabaseFailure
{
    private const int SoonSeconds = 1;
    private const int LaterSeconds = 5;

    /// <summary>The problem, or null where the exception is none of the database's, or a fault of the program's own SQL.</summary>
    /// <param name="exception">What was thrown.</param>
    public static Problem? Explain(Exception exception) =>
        exception switch
        {
            PostgresException postgres => Explain(postgres),
            NpgsqlException { InnerException: TimeoutException } => Away("The database did not answer in time.", LaterSeconds),
            NpgsqlException => Away("The database can't be reached.", LaterSeconds),
            // A secret that is gone, which the connection wanted to read again.
            SetupException => Away("The database can't be signed in to.", LaterSeconds),
            TimeoutException or SocketException => Away("A server that is needed did not answer in time.", LaterSeconds),
            _ => null,
        };

    /// <summary>Whether the same request may succeed later without any change to it.</summary>
    /// <param name="exception">What was thrown.</param>
    public static bool IsAway(Exception exception) => Explain(exception) is { Status: 503 };

    private static Problem? Explain(PostgresException exception) =>
        exception.SqlState switch
        {
            PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected => Away(
                "Others changed the same things at the same moment.",
                SoonSeconds
            ),
            PostgresErrorCodes.LockNotAvailable => Away("Somebody else is changing this.", SoonSeconds),
            PostgresErrorCodes.QueryCanceled or "25P03" => Away("The database took too long.", LaterSeconds),
            PostgresErrorCodes.ReadOnlySqlTransaction => Away("The database takes no changes now.", LaterSeconds),
            PostgresErrorCodes.InvalidCatalogName => Away("The database is not there yet.", LaterSeconds),
            { } state when Starts(state, "08", "53", "57", "28", "58") => Away("The database takes no requests now.", LaterSeconds),
            // The last line of defence: each handler should have told which value it was.
            { } state when Starts(state, "22") => Problem.Of(400, "A value is not acceptable to the database."),
            { } state when Starts(state, "23") => Problem.Of(409, "It conflicts with something that is there."),
            _ => null,
        };

    private static bool Starts(string state, params ReadOnlySpan<string> classes)
    {
        foreach (var start in classes)
        {
            if (state.StartsWith(start, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static Problem Away(string detail, int seconds) => Problem.Of(503, detail) with { RetryAfterSeconds = seconds };
}
