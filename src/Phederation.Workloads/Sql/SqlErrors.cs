using System.Net.Sockets;
using Npgsql;

namespace Phederation.Workloads.Sql;

/// <summary>One spelling for every way in which SQL can fail: an SQLSTATE.</summary>
internal static class SqlErrors
{
    /// <summary>The connection broke (PostgreSQL's <c>connection_failure</c>).</summary>
    public const string Broken = "08006";

    /// <summary>The connection wasn't taken (PostgreSQL's <c>sqlclient_unable_to_establish_sqlconnection</c>).</summary>
    public const string NotTaken = "08001";

    /// <summary>The service starts, stops or recovers (<c>cannot_connect_now</c>).</summary>
    public const string NotNow = "57P03";

    /// <summary>Whether an exception is the service's or the connection's failure, and no mistake of ours.</summary>
    public static bool IsFailure(Exception exception) =>
        // The driver presents a query that was cancelled at the service as if its caller had given up.
        exception
            is NpgsqlException
                or IOException
                or SocketException
                or TimeoutException
                or OperationCanceledException { InnerException: PostgresException };

    /// <summary>Writes the failure into a result.</summary>
    public static void Describe(Exception exception, bool isOpening, SqlResult result)
    {
        if ((exception as PostgresException ?? exception.InnerException as PostgresException) is { } error)
        {
            result.ErrorCode = error.SqlState;
            result.ErrorMessage = $"{error.InvariantSeverity} {error.MessageText}";
            return;
        }

        result.ErrorCode = isOpening ? NotTaken : Broken;
        // The driver's words name addresses and differ by where exactly the connection broke.
        result.ErrorMessage = isOpening ? "the connection wasn't taken" : "the connection broke";
    }

    /// <summary>Whether the failure passes by itself while the service starts or recovers.</summary>
    public static bool IsPassing(SqlResult result) =>
        result.ErrorCode is NotNow or Broken or NotTaken or "57P01" or "57P02" or "53200" or "53300";
}
