using Phederation.Images.Linting.Rules;
using Phederation.Images.Linting.Shell;

namespace Phederation.Images.Linting.Checks;

/// <summary>Judges what RUN does with pipes, folders, modes and sudo.</summary>
internal sealed class RunCheck : ILintCheck
{
    // What can't fail in a way that anyone would want to know of.
    private static readonly string[] SafeSources = ["echo", "printf", "yes", "true", ":"];

    public IEnumerable<LintFinding> Run(LintSubject subject) =>
        subject.Dockerfile.Stages.SelectMany(RunScript.Of).SelectMany(script => Pipes(script).Concat(Commands(script)));

    private static IEnumerable<LintFinding> Pipes(RunScript script)
    {
        var hasPipefail = script.HasPipefail;
        foreach (var pipeline in script.Script.Pipelines)
        {
            hasPipefail |= pipeline.Commands[0] is { Name: "set" } set && set.Has("pipefail");
            if (!hasPipefail && pipeline.PipeOffset >= 0 && !pipeline.Commands.SkipLast(1).All(command => command.Is(SafeSources)))
            {
                yield return script.Finding(
                    MustRules.PipeWithoutPipefail,
                    pipeline.PipeOffset,
                    "a failure before this pipe goes unnoticed; set SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"] before"
                );
            }
        }
    }

    private static IEnumerable<LintFinding> Commands(RunScript script)
    {
        foreach (var command in script.Script.Commands)
        {
            if (command.Words.FirstOrDefault(word => word.Value is "sudo" or "/usr/bin/sudo") is { } sudo && !IsArgument(command, sudo))
            {
                yield return script.Finding(MustRules.Sudo, sudo.Offset, "a build runs as root until USER; remove sudo");
            }
            else if (
                command.Is("apt", "apt-get", "apk", "dnf", "yum")
                && command.Arguments.FirstOrDefault(word => word.Value.Split('=')[0] == "sudo") is { } package
            )
            {
                yield return script.Finding(MustRules.Sudo, package.Offset, "sudo in an image is a way to root; leave it out");
            }

            if (command is { Name: "cd", Depth: 0 })
            {
                yield return script.Finding(
                    HygieneRules.ChangeFolder,
                    command.Program.Offset,
                    "cd holds for this RUN only; write WORKDIR before"
                );
            }

            foreach (var finding in Modes(script, command))
            {
                yield return finding;
            }
        }
    }

    private static bool IsArgument(ShellCommand command, ShellWord word) => command.Arguments.Contains(word);

    private static IEnumerable<LintFinding> Modes(RunScript script, ShellCommand command)
    {
        var mode = command.Name switch
        {
            "chmod" => command.Operands.FirstOrDefault(),
            "mkdir" or "install" => ModeOption(command),
            _ => null,
        };
        if (mode is null)
        {
            yield break;
        }

        var value = mode.Value.StartsWith("--mode=", StringComparison.Ordinal) ? mode.Value[7..] : mode.Value;
        foreach (var (rule, what) in FileModes.Problems(value))
        {
            yield return script.Finding(rule, mode.Offset, $"the mode {value} {what}");
        }
    }

    private static ShellWord? ModeOption(ShellCommand command)
    {
        for (var index = 0; index < command.Arguments.Count; index++)
        {
            var argument = command.Arguments[index];
            if (argument.Value.StartsWith("--mode=", StringComparison.Ordinal))
            {
                return argument;
            }

            if (argument.Value is ['-', not '-', .., 'm'] or "-m" && index + 1 < command.Arguments.Count)
            {
                return command.Arguments[index + 1];
            }
        }

        return null;
    }
}
