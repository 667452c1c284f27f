using Phederation.Images.Dockerfiles.Instructions;

namespace Phederation.Images.Dockerfiles.Parsing;

/// <summary>Reads the instructions that hold a command.</summary>
internal static class CommandReader
{
    public static RunInstruction ReadRun(InstructionParts parts) =>
        new(parts)
        {
            Command = ReadCommand(parts.Arguments) is { Arguments: [] }
                ? throw parts.Arguments.Error("RUN has an empty array; name the program in it")
                : ReadCommand(parts.Arguments),
            Heredocs = parts.Heredocs,
        };

    public static CmdInstruction ReadCmd(InstructionParts parts) => new(parts) { Command = ReadCommand(parts.Arguments) };

    public static EntrypointInstruction ReadEntrypoint(InstructionParts parts) => new(parts) { Command = ReadCommand(parts.Arguments) };

    public static ShellInstruction ReadShell(InstructionParts parts) =>
        new(parts)
        {
            Command = ReadCommand(parts.Arguments) is { Arguments: [_, ..] } command
                ? command
                : throw parts.Arguments.Error("SHELL takes a JSON array with at least one string; write SHELL [\"/bin/sh\", \"-c\"]"),
        };

    /// <summary>A command in exec form where it is a JSON array, else in shell form.</summary>
    public static DockerfileCommand ReadCommand(DockerfileText text) =>
        JsonForm.TryRead(text) is { } arguments ? DockerfileCommand.Exec(text, arguments) : DockerfileCommand.Shell(text);
}
