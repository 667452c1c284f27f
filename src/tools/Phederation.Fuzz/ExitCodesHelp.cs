using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Phederation.Site;

namespace Phederation.Fuzz;

/// <summary>The help text with the exit codes of this program below it.</summary>
internal sealed class ExitCodesHelp(HelpAction inner) : SynchronousCommandLineAction
{
    private static readonly (int Code, string Meaning)[] Table =
    [
        (ExitCode.Success, "done; nothing was found that --fail-on asks for"),
        (ExitCode.Internal, "a fault of this program"),
        (ExitCode.Usage, "the command line is wrong, or the options don't go together"),
        (ExitCode.BadInput, "a file is malformed, or of another version or model; the message has file:line:column"),
        (ExitCode.Missing, "something needed is not there: the target, a file"),
        (ExitCode.Denied, "the system denied access, or a host isn't allowed"),
        (ExitCode.GateFailed, "confirmed faults, at least as bad as --fail-on"),
        (ExitCode.NoRoom, "no room is left on the disk; --resume goes on"),
        (ExitCode.ServiceFailed, "the target is gone"),
        (ExitCode.WrongCredentials, "the target refused an actor's credentials"),
        (ExitCode.EngineFailed, "the engine answered with an error"),
        (ExitCode.Conflict, "another process writes to the same campaign"),
        (ExitCode.Interrupted, "interrupted; --resume goes on"),
    ];

    /// <inheritdoc />
    public override int Invoke(ParseResult parseResult)
    {
        inner.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Exit codes:");
        foreach (var (code, meaning) in Table)
        {
            output.WriteLine($"  {code, 3}  {meaning}");
        }

        return ExitCode.Success;
    }
}
