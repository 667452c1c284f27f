namespace Phederation.Fuzzing.Generating.Bytes;

/// <summary>A dictionary can't be read. The message says where, and how it is mended.</summary>
public sealed class AflDictionaryException(string file, int line, int column, string problem)
    : Exception($"{file}:{line}:{column}: {problem}")
{
    /// <summary>The file's name.</summary>
    public string File => file;

    /// <summary>The line, from 1.</summary>
    public int Line => line;

    /// <summary>The column, from 1.</summary>
    public int Column => column;
}
