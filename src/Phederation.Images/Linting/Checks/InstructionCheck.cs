using Phederation.Images.Dockerfiles.Instructions;
using Phederation.Images.Dockerfiles.Resolving;
using Phederation.Images.Linting.Rules;

namespace Phederation.Images.Linting.Checks;

/// <summary>Judges instructions each by itself.</summary>
internal sealed class InstructionCheck : ILintCheck
{
    public IEnumerable<LintFinding> Run(LintSubject subject)
    {
        if (subject.Dockerfile.Directives.Syntax is { } syntax)
        {
            yield return new LintFinding(
                CorrectnessRules.ForeignSyntax,
                syntax.Location,
                $"building would download and run '{syntax}'; remove the directive",
                $"# syntax={syntax}"
            );
        }

        foreach (var finding in subject.Dockerfile.Instructions.SelectMany(Judge))
        {
            yield return finding;
        }
    }

    private static IEnumerable<LintFinding> Judge(DockerfileInstruction instruction)
    {
        switch (instruction)
        {
            case WorkdirInstruction workdir when !IsAbsolute(workdir.Path.Raw.Trim('"', '\'')):
                return
                [
                    Finding.At(
                        CorrectnessRules.RelativeWorkdir,
                        workdir,
                        workdir.Path,
                        $"'{workdir.Path}' counts from wherever the base is; write an absolute path"
                    ),
                ];
            case ExposeInstruction expose:
                return expose
                    .Ports.Where(port => !port.HasVariables && PortRange.TryParse(port.Raw.Trim('"', '\'')) is null)
                    .Select(port =>
                        Finding.At(
                            CorrectnessRules.InvalidPort,
                            expose,
                            port,
                            $"'{port}' is no port; write a number from 1 to 65535, with /udp where it is not TCP"
                        )
                    );
            case EnvInstruction env:
                return SameLine(env);
            case MaintainerInstruction maintainer:
                return
                [
                    Finding.At(
                        CorrectnessRules.Maintainer,
                        maintainer,
                        "MAINTAINER is deprecated; write LABEL org.opencontainers.image.authors=…"
                    ),
                ];
            case OnbuildInstruction { Trigger: FromInstruction or MaintainerInstruction } onbuild:
                return
                [
                    Finding.At(CorrectnessRules.OnbuildOfFrom, onbuild.Trigger, $"{onbuild.Trigger.Keyword} can't be put off; remove it"),
                ];
            case OnbuildInstruction onbuild:
                return Judge(onbuild.Trigger);
            default:
                return [];
        }
    }

    private static bool IsAbsolute(string path) => path is ['/' or '$', ..] or [_, ':', '\\' or '/', ..];

    // PATH=/x:$PATH extends what is there and is meant so; another variable of the same line is not there yet.
    private static IEnumerable<LintFinding> SameLine(EnvInstruction env) =>
        from variable in env.Variables
        from used in variable.Value!.Variables()
        where used.Name != variable.Name.Raw && env.Variables.Any(other => other.Name.Raw == used.Name)
        select Finding.At(
            CorrectnessRules.SameLineVariable,
            env,
            variable.Value!,
            $"{used.Name} still has its value of before this ENV; set it in an ENV of its own before",
            used.Offset
        );
}
