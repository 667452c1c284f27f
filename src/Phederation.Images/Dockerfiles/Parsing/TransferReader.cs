using Phederation.Images.Dockerfiles.Instructions;

namespace Phederation.Images.Dockerfiles.Parsing;

/// <summary>Reads COPY and ADD.</summary>
internal static class TransferReader
{
    public static CopyInstruction ReadCopy(InstructionParts parts)
    {
        var (sources, destination) = ReadPaths(parts);
        return new CopyInstruction(parts)
        {
            Sources = sources,
            Destination = destination,
            Heredocs = parts.Heredocs,
        };
    }

    public static AddInstruction ReadAdd(InstructionParts parts)
    {
        var (sources, destination) = ReadPaths(parts);
        return new AddInstruction(parts)
        {
            Sources = sources,
            Destination = destination,
            Heredocs = parts.Heredocs,
        };
    }

    private static (IReadOnlyList<DockerfileText> Sources, DockerfileText Destination) ReadPaths(InstructionParts parts)
    {
        var words = JsonForm.TryRead(parts.Arguments) ?? WordSplitter.SplitPlain(parts.Arguments);
        if (words.Count < 2)
        {
            throw (words is [var only] ? only : parts.Arguments).Error(
                $"{parts.Keyword} takes at least one source and a destination; name where it goes"
            );
        }

        var destination = WordExpander.Check(words[^1]);
        if (parts.Heredocs.Any(heredoc => heredoc.Word.Raw == destination.Raw))
        {
            throw destination.Error("a heredoc can't be the destination; name the file or folder after it");
        }

        if (words.Count > 2 && !destination.HasVariables && !IsFolder(destination.Raw))
        {
            throw destination.Error($"several sources go into a folder; write '{destination}/'");
        }

        foreach (var flag in parts.Flags.Where(flag => flag.Value is not null))
        {
            WordExpander.Check(flag.Value!);
        }

        var names = parts.Heredocs.Select(heredoc => heredoc.Word.Raw).ToHashSet();
        return ([.. words[..^1].Where(word => !names.Contains(word.Raw)).Select(WordExpander.Check)], destination);
    }

    private static bool IsFolder(string path) => path.Trim('"', '\'') is "." or ".." or [.., '/'] or [.., '/', '.'] or [.., '\\'];
}
