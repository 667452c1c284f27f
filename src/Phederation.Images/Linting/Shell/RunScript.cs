using Phederation.Images.Dockerfiles;
using Phederation.Images.Dockerfiles.Instructions;

namespace Phederation.Images.Linting.Shell;

/// <summary>What a RUN hands to a shell: its line, its heredoc, or the script of <c>["sh", "-c", "…"]</c>.</summary>
/// <param name="Run">The instruction.</param>
/// <param name="Script">The script.</param>
/// <param name="HasPipefail">Whether the shell is told to let a pipe fail with any of its commands.</param>
internal sealed record RunScript(RunInstruction Run, ShellScript Script, bool HasPipefail)
{
    private static readonly string[] Shells = ["sh", "bash", "dash", "ash", "zsh", "ksh"];

    /// <summary>The scripts of a stage, with the shell that each is read by.</summary>
    public static IEnumerable<RunScript> Of(DockerfileStage stage)
    {
        var hasPipefail = false;
        foreach (var instruction in stage.Instructions)
        {
            if (instruction is ShellInstruction shell)
            {
                hasPipefail = shell.Command.Arguments!.Any(argument => argument.Raw == "pipefail");
            }
            else if (instruction is RunInstruction run)
            {
                foreach (var script in Of(run, hasPipefail))
                {
                    yield return script;
                }
            }
        }
    }

    /// <summary>An instruction as findings name it.</summary>
    public LintFinding Finding(LintRule rule, int offset, string message) =>
        new(rule, Script.Text.LocationAt(offset), message, Run.ToString());

    private static IEnumerable<RunScript> Of(RunInstruction run, bool hasPipefail)
    {
        if (run.Command.Arguments is { } arguments)
        {
            yield return arguments is [var program, .., { Raw: not ['-', ..] } script]
            && IsShell(program.Raw)
            && arguments.Any(IsCommandOption)
                ? new RunScript(run, ShellScript.Parse(script), arguments.Any(argument => argument.Raw == "pipefail"))
                : new RunScript(run, ShellScript.OfArguments(run.Command.Text, arguments), HasPipefail: true);
            yield break;
        }

        var line = ShellScript.Parse(run.Command.Text);
        if (!run.IsScript)
        {
            yield return new RunScript(run, line, hasPipefail);
        }

        // A heredoc is a script where nothing else is on the line, or a shell reads it; to other programs it is data.
        if (
            run.IsScript
                ? !run.Heredocs[0].Content.Raw.StartsWith("#!", StringComparison.Ordinal) || IsShellBang(run)
                : line.Commands.Any(IsShellReading)
        )
        {
            foreach (var heredoc in run.Heredocs)
            {
                yield return new RunScript(run, ShellScript.Parse(heredoc.Content), hasPipefail && run.IsScript);
            }
        }
    }

    private static bool IsCommandOption(DockerfileText argument) => argument.Raw is ['-', not '-', .., 'c'] or "-c";

    private static bool IsShell(string program) => Shells.Contains(program[(program.LastIndexOf('/') + 1)..]);

    private static bool IsShellBang(RunInstruction run) =>
        run.Heredocs[0].Content.Raw.Split('\n')[0].TrimEnd().Split(' ', '/').Any(word => Shells.Contains(word));

    private static bool IsShellReading(ShellCommand command) => command.Is(Shells) && !command.Operands.Any();
}
