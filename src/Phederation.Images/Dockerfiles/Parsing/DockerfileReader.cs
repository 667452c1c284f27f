using Phederation.Images.Dockerfiles.Instructions;

namespace Phederation.Images.Dockerfiles.Parsing;

/// <summary>Reads a whole Dockerfile: directives, then instructions, which make up stages.</summary>
internal static class DockerfileReader
{
    /// <summary>Reads the text.</summary>
    public static Dockerfile Read(string text, string file, DockerfileLimits limits)
    {
        DockerfileEncoding.Check(text, file, limits);
        var lines = new LineCursor(text.StartsWith('\uFEFF') ? text[1..] : text, file, limits);
        var directives = DirectiveReader.Read(lines);
        var global = new List<ArgInstruction>();
        var stages = new List<DockerfileStage>();
        var body = new List<DockerfileInstruction>();
        while (LogicalLineReader.Read(lines, directives.Escape) is { } line)
        {
            var instruction = InstructionReader.Read(line, lines, limits);
            if (instruction is FromInstruction from)
            {
                body = [];
                stages.Add(new DockerfileStage(stages.Count, from, body));
            }
            else if (stages.Count > 0)
            {
                body.Add(instruction);
            }
            else
            {
                global.Add(
                    instruction as ArgInstruction
                        ?? throw new DockerfileException(
                            instruction.Location,
                            $"{instruction.Keyword} stands before the first FROM; only ARG may: put FROM before it"
                        )
                );
            }
        }

        return stages.Count == 0
            ? throw new DockerfileException(
                lines.Location,
                global.Count == 0
                    ? "the Dockerfile has no instruction; begin it with FROM and the base image"
                    : "the Dockerfile has no FROM; name the base image"
            )
            : new Dockerfile
            {
                File = file,
                Directives = directives,
                GlobalArguments = global,
                Stages = stages,
            };
    }
}
