namespace Phederation.Images.Dockerfiles.Parsing;

/// <summary>An instruction's line with its continuations put together.</summary>
/// <param name="Text">The text, without blanks around it.</param>
/// <param name="Map">Where its characters stand.</param>
/// <param name="Escape">The escape character.</param>
internal sealed record LogicalLine(string Text, LineMap Map, char Escape)
{
    /// <summary>A part of the line, without blanks around it.</summary>
    public DockerfileText Part(int start, int end)
    {
        while (start < end && char.IsWhiteSpace(Text[start]))
        {
            start++;
        }

        while (end > start && char.IsWhiteSpace(Text[end - 1]))
        {
            end--;
        }

        return new DockerfileText(Text[start..end], Map, start, Escape);
    }
}
