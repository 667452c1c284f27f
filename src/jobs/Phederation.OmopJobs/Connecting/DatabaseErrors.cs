using System.Security.Authentication;
using Npgsql;
using Phederation.Postgres;

namespace Phederation.OmopJobs.Connecting;

/// <summary>Turns what went wrong into a message, a mend and an exit code; values of rows are in none of them.</summary>
internal static class DatabaseErrors
{
    /// <summary>Explains whatever ended a job.</summary>
    public static JobException Explain(Exception error) =>
        error switch
        {
            JobException job => job,
            SetupException setup => Explain(setup),
            // Npgsql wraps what its password provider throws.
            NpgsqlException { InnerException: SetupException setup } => Explain(setup),
            OperationCanceledException => new JobException(
                ExitCode.Interrupted,
                "interrupted; what was not complete is undone",
                "Run it again to go on.",
                error
            ),
            PostgresException postgres => Explain(postgres),
            NpgsqlException { InnerException: AuthenticationException inner } => new JobException(
                ExitCode.Refused,
                $"The server's certificate is refused: {inner.Message}",
                "Mount the certificate of the server that is meant as the secret postgres_certificate, and name the server as the certificate does.",
                error
            ),
            NpgsqlException => new JobException(
                ExitCode.ServiceFailed,
                $"The database can't be reached, or broke the connection off: {error.Message}",
                "Look whether it runs and is healthy, and whether host, port and TLS mode are right.",
                error
            ),
            UnauthorizedAccessException => new JobException(ExitCode.Denied, error.Message, "Let the job's user read it.", error),
            ArgumentException => new JobException(ExitCode.Usage, error.Message, "--help lists the options.", error),
            _ => new JobException(
                ExitCode.Internal,
                $"{error.GetType().Name}: {error.Message}",
                "Report this, with the lines below.",
                error
            ),
        };

    private static JobException Explain(SetupException error) =>
        new(
            error.Problem switch
            {
                SetupProblem.Missing => ExitCode.Missing,
                SetupProblem.Denied => ExitCode.Denied,
                _ => ExitCode.BadInput,
            },
            error.Message,
            error.Mend,
            error
        );

    /// <summary>
    /// What the server says in the fixed part of its answer. Its detail, and the message where that quotes a value (class 22), stay there: they
    /// hold rows.
    /// </summary>
    public static JobException Explain(PostgresException error)
    {
        var (code, mend) = error.SqlState switch
        {
            PostgresErrorCodes.InvalidPassword => (ExitCode.WrongCredentials, "Mount the password that the account has."),
            PostgresErrorCodes.InvalidAuthorizationSpecification => (
                ExitCode.Denied,
                "Look whether the account may sign in to this database from here, and that TLS is on."
            ),
            PostgresErrorCodes.InsufficientPrivilege => (ExitCode.Denied, "Use the account that owns the schema."),
            PostgresErrorCodes.InvalidCatalogName => (ExitCode.Missing, "Name an existing database with --database."),
            PostgresErrorCodes.LockNotAvailable => (
                ExitCode.TimedOut,
                "Another session holds the table; run it again when that ended, or give more time with --lock-seconds."
            ),
            PostgresErrorCodes.QueryCanceled => (ExitCode.TimedOut, "Give more time with --statement-seconds."),
            PostgresErrorCodes.DiskFull or PostgresErrorCodes.OutOfMemory or PostgresErrorCodes.TooManyConnections => (
                ExitCode.NoRoom,
                "Make room, and run it again."
            ),
            "53400" => (ExitCode.NoRoom, "A limit of the server's configuration is reached (temp_file_limit?)."),
            PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ForeignKeyViolation or PostgresErrorCodes.NotNullViolation => (
                ExitCode.GateFailed,
                "Mend the rows and run it again."
            ),
            PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown => (
                ExitCode.ServiceFailed,
                "Wait until the server is healthy, and run it again."
            ),
            _ => (ExitCode.ServiceFailed, "Look into the server's log."),
        };
        var text = error.SqlState.StartsWith("22", StringComparison.Ordinal) ? "a value is refused" : error.MessageText;
        var place = error.TableName is { } table ? $" (table {table}{(error.ConstraintName is { } name ? $", {name}" : "")})" : "";
        return new JobException(code, $"The database refused: {text} [{error.SqlState}]{place}", mend, error);
    }
}
