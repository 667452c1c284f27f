using System.Text.Json;
using Phederation.Containers.Engine;
using Phederation.Containers.Oci;
using Phederation.Processes;
using Phederation.Text;
using Phederation.Trust;

namespace Phederation.Site;

/// <summary>The exit-code table as data, and the one place where an exception becomes an exit code.</summary>
public static class ExitCodes
{
    // ENOSPC and EDQUOT of Linux; ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL of Windows.
    private static readonly int[] DiskFull = [28, 122, unchecked((int)0x80070027), unchecked((int)0x80070070)];

    /// <summary>Every code of the launcher with its meaning in a few words, for the help text.</summary>
    public static IReadOnlyList<(int Code, string Meaning)> Table { get; } =
    [
        (ExitCode.Success, "done; for status: every service runs, healthy and as released"),
        (ExitCode.Internal, "a fault of this program"),
        (ExitCode.Usage, "the command line is wrong"),
        (ExitCode.BadInput, "a file is malformed"),
        (ExitCode.Missing, "something needed is not there: the engine, the release, a service"),
        (ExitCode.Denied, "the engine or the system denied access"),
        (ExitCode.Refused, "a signature, digest, image or profile does not fit: refused"),
        (ExitCode.TimedOut, "something did not become healthy, or did not end in its time"),
        (ExitCode.GateFailed, "a check of the machine failed"),
        (ExitCode.NoRoom, "no room left: disk, memory"),
        (ExitCode.ServiceFailed, "a service that was asked failed"),
        (ExitCode.WrongCredentials, "a passphrase, password or token is wrong"),
        (ExitCode.EngineFailed, "the engine answered with an error"),
        (ExitCode.Conflict, "a name, port or lock that is needed is held by something else"),
        (ExitCode.Interrupted, "interrupted; run it again to go on"),
    ];

    /// <summary>The exit code of an exception that ended a command.</summary>
    /// <param name="error">What was thrown.</param>
    /// <param name="otherwise">The code of an exception that this table does not know.</param>
    public static int For(Exception error, int otherwise = ExitCode.Internal) =>
        error switch
        {
            SiteException site => site.ExitCode,
            EngineException engine => For(engine),
            TrustException trust => For(trust),
            TomlException or OciException or JsonException or InvalidDataException => ExitCode.BadInput,
            ProcessFailedException process => For(process),
            OperationCanceledException => ExitCode.Interrupted,
            TimeoutException => ExitCode.TimedOut,
            UnauthorizedAccessException => ExitCode.Denied,
            FileNotFoundException or DirectoryNotFoundException => ExitCode.Missing,
            IOException io when DiskFull.Contains(io.HResult) => ExitCode.NoRoom,
            AggregateException { InnerExceptions: [var only] } => For(only, otherwise),
            _ => otherwise,
        };

    private static int For(EngineException error) =>
        error.Kind switch
        {
            EngineErrorKind.Unavailable => ExitCode.Missing,
            EngineErrorKind.InvalidEndpoint => ExitCode.Usage,
            EngineErrorKind.PermissionDenied => ExitCode.Denied,
            EngineErrorKind.Timeout => ExitCode.TimedOut,
            EngineErrorKind.NoSpace => ExitCode.NoRoom,
            EngineErrorKind.Conflict => ExitCode.Conflict,
            _ => ExitCode.EngineFailed,
        };

    private static int For(TrustException error) =>
        error.Kind switch
        {
            TrustErrorKind.WrongPassphrase => ExitCode.WrongCredentials,
            TrustErrorKind.MissingKey or TrustErrorKind.MissingProgram => ExitCode.Missing,
            TrustErrorKind.Malformed => ExitCode.BadInput,
            TrustErrorKind.InUse => ExitCode.Conflict,
            TrustErrorKind.Refused => ExitCode.Refused,
            _ => ExitCode.ServiceFailed,
        };

    private static int For(ProcessFailedException error) =>
        error.Failure switch
        {
            ProcessFailure.NotFound => ExitCode.Missing,
            ProcessFailure.NotStarted => ExitCode.Denied,
            ProcessFailure.TimedOut => ExitCode.TimedOut,
            _ => ExitCode.ServiceFailed,
        };
}
