namespace Phederation.Text;

/// <summary>A TOML document is malformed, or says something that its reader can't take. The message is "file:line:column: what; how to mend".</summary>
public sealed class TomlException : Exception
{
    /// <summary>Reports an error at a place.</summary>
    /// <param name="location">Where it is.</param>
    /// <param name="message">What is wrong and, after a semicolon, how to mend it.</param>
    public TomlException(SourceLocation location, string message)
        : base($"{location}: {message}") => Location = location;

    /// <summary>Where it is.</summary>
    public SourceLocation Location { get; }

    /// <summary>The file as the reader was told it.</summary>
    public string File => Location.File;

    /// <summary>The line, from 1.</summary>
    public int Line => Location.Line;

    /// <summary>The column, from 1, in UTF-16 code units.</summary>
    public int Column => Location.Column;
}
