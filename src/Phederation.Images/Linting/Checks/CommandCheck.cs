using Phederation.Images.Dockerfiles;
using Phederation.Images.Dockerfiles.Instructions;
using Phederation.Images.Linting.Rules;

namespace Phederation.Images.Linting.Checks;

/// <summary>Judges what the container runs: entry point, command and health check.</summary>
internal sealed class CommandCheck : ILintCheck
{
    private static readonly string[] Shells = ["dash", "bash", "busybox", "zsh", "ksh", "mksh"];

    public IEnumerable<LintFinding> Run(LintSubject subject) =>
        subject.Dockerfile.Stages.SelectMany(Duplicates).Concat(Forms(subject)).Concat(HealthCheck(subject));

    private static IEnumerable<LintFinding> Duplicates(DockerfileStage stage) =>
        stage
            .Instructions.Where(instruction => instruction is HealthcheckInstruction or CmdInstruction or EntrypointInstruction)
            .GroupBy(instruction => instruction.Keyword)
            .SelectMany(group =>
                group
                    .SkipLast(1)
                    .Select(instruction =>
                        Finding.At(
                            CorrectnessRules.Duplicate,
                            instruction,
                            $"this {instruction.Keyword} does nothing: the one in line {group.Last().Location.Line} takes its place; remove one"
                        )
                    )
            );

    private static IEnumerable<LintFinding> Forms(LintSubject subject)
    {
        foreach (var (instruction, command) in subject.InImage.Select(instruction => (instruction, CommandOf(instruction))))
        {
            if (command is null or { IsExec: true })
            {
                continue;
            }

            if (HasNoShell(subject))
            {
                yield return Finding.At(
                    MustRules.NoShell,
                    instruction,
                    command.Text,
                    "this is for a shell, and the image holds none; write a JSON array"
                );
            }
            else if (instruction is not HealthcheckInstruction)
            {
                yield return Finding.At(
                    CorrectnessRules.ShellForm,
                    instruction,
                    command.Text,
                    "a shell keeps the stop signal from the service; write a JSON array"
                );
            }
        }
    }

    private static DockerfileCommand? CommandOf(DockerfileInstruction instruction) =>
        instruction switch
        {
            CmdInstruction cmd => cmd.Command,
            EntrypointInstruction entrypoint => entrypoint.Command,
            HealthcheckInstruction check => check.Command,
            _ => null,
        };

    private static bool HasNoShell(LintSubject subject) =>
        subject.Definition is { } definition && !subject.Bases.Append(definition).SelectMany(image => image.Packages).Any(Shells.Contains);

    private static IEnumerable<LintFinding> HealthCheck(LintSubject subject)
    {
        // An image that only others build on, or that runs to its end, has no table [health].
        if (subject.Definition is { HealthyWithin: null })
        {
            return [];
        }

        return subject.InImage.OfType<HealthcheckInstruction>().LastOrDefault() switch
        {
            // The engine takes over the check of the image below.
            null when subject.Bases.Any(image => image.HealthyWithin is not null) => [],
            null =>
            [
                Finding.At(
                    MustRules.NoHealthcheck,
                    subject.Final.From,
                    "the image has no HEALTHCHECK; add one that asks the service for an answer"
                ),
            ],
            { Command: null } none =>
            [
                Finding.At(MustRules.NoHealthcheck, none, "the health check is taken away; add one that asks the service for an answer"),
            ],
            _ => [],
        };
    }
}
