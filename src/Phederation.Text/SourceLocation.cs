namespace Phederation.Text;

/// <summary>Where something stands in a file.</summary>
/// <param name="File">The file as the reader was told it; empty for what was not read from a file.</param>
/// <param name="Line">The line, from 1; 0 for what was not read from a file.</param>
/// <param name="Column">The column, from 1, in UTF-16 code units as editors count.</param>
public readonly record struct SourceLocation(string File, int Line, int Column)
{
    /// <summary>The form that editors and terminals make a link of: file:line:column.</summary>
    public override string ToString() => $"{File}:{Line}:{Column}";
}
