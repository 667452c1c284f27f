using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Phederation.OmopJobs;

/// <summary>The help text with the table of exit codes below it.</summary>
internal sealed class ExitCodesHelp(HelpAction inner) : SynchronousCommandLineAction
{
    /// <inheritdoc />
    public override int Invoke(ParseResult parseResult)
    {
        inner.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Exit codes:");
        foreach (var (code, meaning) in ExitCode.Table)
        {
            output.WriteLine($"  {code, 3}  {meaning}");
        }

        return ExitCode.Success;
    }
}
