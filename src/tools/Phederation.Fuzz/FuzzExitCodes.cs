using Phederation.Fuzzing;
using Phederation.Fuzzing.Generating.Bytes;
using Phederation.Site;

namespace Phederation.Fuzz;

/// <summary>Which code of the one table an exception ends with.</summary>
public static class FuzzExitCodes
{
    /// <summary>The exit code of an exception that ended a command.</summary>
    public static int For(Exception error) =>
        error switch
        {
            FuzzException fuzz => For(fuzz.Kind),
            AflDictionaryException => ExitCode.BadInput,
            _ => ExitCodes.For(error),
        };

    private static int For(FuzzErrorKind kind) =>
        kind switch
        {
            FuzzErrorKind.Usage => ExitCode.Usage,
            FuzzErrorKind.BadInput => ExitCode.BadInput,
            FuzzErrorKind.Missing => ExitCode.Missing,
            FuzzErrorKind.Denied => ExitCode.Denied,
            FuzzErrorKind.Conflict => ExitCode.Conflict,
            FuzzErrorKind.NoRoom => ExitCode.NoRoom,
            FuzzErrorKind.WrongCredentials => ExitCode.WrongCredentials,
            FuzzErrorKind.TargetFailed => ExitCode.ServiceFailed,
            _ => ExitCode.Internal,
        };
}
