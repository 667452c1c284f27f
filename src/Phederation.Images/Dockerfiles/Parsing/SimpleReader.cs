using Phederation.Images.Dockerfiles.Instructions;

namespace Phederation.Images.Dockerfiles.Parsing;

/// <summary>Reads the instructions whose arguments are one text or plain words.</summary>
internal static class SimpleReader
{
    public static FromInstruction ReadFrom(InstructionParts parts)
    {
        var words = WordSplitter.SplitPlain(parts.Arguments);
        if (words.Count is not (1 or 3) || (words.Count == 3 && !words[1].Raw.Equals("AS", StringComparison.OrdinalIgnoreCase)))
        {
            throw words[Math.Min(1, words.Count - 1)].Error("FROM takes an image, or an image, AS and a name; write FROM IMAGE AS NAME");
        }

        return new FromInstruction(parts) { Image = WordExpander.Check(words[0]), Name = words.Count == 3 ? StageName(words[2]) : null };
    }

    public static ExposeInstruction ReadExpose(InstructionParts parts) =>
        new(parts) { Ports = [.. WordSplitter.SplitPlain(parts.Arguments).Select(WordExpander.Check)] };

    public static VolumeInstruction ReadVolume(InstructionParts parts)
    {
        var paths = JsonForm.TryRead(parts.Arguments) ?? WordSplitter.SplitPlain(parts.Arguments);
        return paths.Count == 0 ? throw parts.Arguments.Error("VOLUME names no folder; name one, or remove the line")
            : paths.Find(path => path.Raw.Trim().Length == 0) is { } empty ? throw empty.Error("a volume's folder is empty; name it")
            : new VolumeInstruction(parts) { Paths = [.. paths.Select(WordExpander.Check)] };
    }

    public static UserInstruction ReadUser(InstructionParts parts) => new(parts.Checked());

    public static WorkdirInstruction ReadWorkdir(InstructionParts parts) => new(parts.Checked());

    public static StopSignalInstruction ReadStopSignal(InstructionParts parts) =>
        WordSplitter.SplitPlain(parts.Arguments) is [_, var second, ..]
            ? throw second.Error("STOPSIGNAL takes one signal; remove the rest")
            : new StopSignalInstruction(parts.Checked());

    public static MaintainerInstruction ReadMaintainer(InstructionParts parts) => new(parts);

    private static DockerfileText StageName(DockerfileText name) =>
        char.IsAsciiLetter(name.Raw[0]) && name.Raw.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.')
            ? name
            : throw name.Error($"'{name}' is no name of a stage; begin it with a letter and use letters, digits, '-', '_' and '.'");
}
