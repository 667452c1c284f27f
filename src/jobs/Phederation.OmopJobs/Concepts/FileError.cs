namespace Phederation.OmopJobs.Concepts;

/// <summary>An error in a file.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The character in the line, from 1.</param>
/// <param name="Text">What is wrong.</param>
internal sealed record FileError(string File, int Line, int Column, string Text)
{
    /// <inheritdoc />
    public override string ToString() => $"{File}:{Line}:{Column}: {Text}";
}
