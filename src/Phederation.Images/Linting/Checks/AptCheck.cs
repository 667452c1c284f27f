using Phederation.Images.Linting.Rules;
using Phederation.Images.Linting.Shell;

namespace Phederation.Images.Linting.Checks;

/// <summary>Judges the use of Debian's package manager.</summary>
internal sealed class AptCheck : ILintCheck
{
    private static readonly string[] Actions = ["install", "remove", "purge", "autoremove", "upgrade", "dist-upgrade", "full-upgrade"];

    public IEnumerable<LintFinding> Run(LintSubject subject)
    {
        foreach (var stage in subject.Dockerfile.Stages)
        {
            var isInImage = subject.Layers.Contains(stage);
            var text = string.Join('\n', stage.Instructions.Select(instruction => instruction.ToString()));
            var hasSnapshot = text.Contains("snapshot.", StringComparison.OrdinalIgnoreCase);
            var leavesRecommends = text.Contains("Install-Recommends", StringComparison.OrdinalIgnoreCase);
            foreach (var script in RunScript.Of(stage))
            {
                foreach (var command in script.Script.Commands.Where(command => command.Is("apt", "apt-get")))
                {
                    foreach (var finding in Judge(script, command, hasSnapshot, leavesRecommends, isInImage && !CleansUp(script)))
                    {
                        yield return finding;
                    }
                }
            }
        }
    }

    private static IEnumerable<LintFinding> Judge(
        RunScript script,
        ShellCommand command,
        bool hasSnapshot,
        bool leavesRecommends,
        bool leavesLists
    )
    {
        var action = command.Operands.FirstOrDefault(operand => Actions.Contains(operand.Value) || operand.Value == "update");
        if (action is null)
        {
            yield break;
        }

        if (command.Is("apt"))
        {
            yield return script.Finding(HygieneRules.Apt, command.Program.Offset, "apt is made for people at a terminal; write apt-get");
        }

        if (action.Value is "upgrade" or "dist-upgrade" or "full-upgrade")
        {
            yield return script.Finding(
                HygieneRules.Upgrade,
                action.Offset,
                $"{action.Value} makes the image another one each day; stand on a newer base"
            );
        }

        if (action.Value == "update" && leavesLists)
        {
            yield return script.Finding(
                HygieneRules.ListsLeft,
                action.Offset,
                "the lists that this gets stay in the image; end the same RUN with rm -rf /var/lib/apt/lists/*"
            );
        }

        if (action.Value != "update" && !AnswersYes(command))
        {
            yield return script.Finding(
                HygieneRules.Question,
                action.Offset,
                $"{action.Value} may ask a question that nobody answers; add --yes"
            );
        }

        if (action.Value != "install")
        {
            yield break;
        }

        if (!leavesRecommends && !command.Has("--no-install-recommends"))
        {
            yield return script.Finding(
                HygieneRules.Recommends,
                action.Offset,
                "recommended packages come along; add --no-install-recommends"
            );
        }

        foreach (
            var package in command.Operands.Where(operand => operand.Offset > action.Offset && !hasSnapshot && IsUnpinned(operand.Value))
        )
        {
            yield return script.Finding(
                HygieneRules.UnpinnedPackage,
                package.Offset,
                $"'{package.Value}' has no version; write {package.Value}=VERSION, or take packages from a snapshot"
            );
        }
    }

    private static bool AnswersYes(ShellCommand command) =>
        command.HasShort('y')
        || command.Has("--yes", "--assume-yes", "-qq")
        || command.Arguments.Any(argument => argument.Value.StartsWith("-q=2", StringComparison.Ordinal));

    // A variable may hold versions; a path is a file that was copied.
    private static bool IsUnpinned(string package) =>
        package is not ['/' or '.' or '$', ..] && !package.Contains('=', StringComparison.Ordinal);

    private static bool CleansUp(RunScript script) =>
        script.Script.Commands.Any(command =>
            command.Is("rm") && command.Operands.Any(path => path.Value.StartsWith("/var/lib/apt/lists", StringComparison.Ordinal))
        ) || script.Run.Mounts.Any(mount => mount.Raw.Contains("/var/lib/apt", StringComparison.Ordinal));
}
