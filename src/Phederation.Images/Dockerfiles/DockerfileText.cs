using Phederation.Images.Dockerfiles.Parsing;
using Phederation.Text;

namespace Phederation.Images.Dockerfiles;

/// <summary>A piece of text of a Dockerfile: an argument, a flag's value, a command; it knows where each of its characters stands.</summary>
public sealed class DockerfileText
{
    private readonly LineMap _map;
    private readonly int _offset;
    private readonly bool _isDecoded;

    internal DockerfileText(string raw, LineMap map, int offset, char escape, bool isDecoded = false)
    {
        Raw = raw;
        Escape = escape;
        _map = map;
        _offset = offset;
        _isDecoded = isDecoded;
    }

    /// <summary>The text with its quotes, escapes and variables, without line continuations; of a JSON string, its value.</summary>
    public string Raw { get; }

    /// <summary>Where it begins.</summary>
    public SourceLocation Location => _map.Locate(_offset);

    /// <summary>Whether the text names variables.</summary>
    public bool HasVariables => WordExpander.VariablesOf(this).Count > 0;

    internal char Escape { get; }

    /// <summary>Where a character of <see cref="Raw"/> stands; of a JSON string's, where the string begins.</summary>
    public SourceLocation LocationAt(int offset) => _map.Locate(_offset + (_isDecoded ? 0 : offset));

    /// <summary>
    /// The text with its quotes and escapes taken away and its variables filled in: <c>$X</c>, <c>${X}</c>, <c>${X:-default}</c>,
    /// <c>${X:+alternative}</c>, <c>${X:?message}</c>, and the forms without the colon. An unknown variable is empty.
    /// </summary>
    /// <param name="variables">The value of a variable, null when it is not set.</param>
    /// <exception cref="DockerfileException">A variable that <c>${X:?message}</c> asks for is missing.</exception>
    public string Expand(Func<string, string?> variables) => WordExpander.Expand(this, variables);

    /// <inheritdoc cref="Expand(Func{string, string?})"/>
    public string Expand(IReadOnlyDictionary<string, string> variables) => Expand(name => variables.GetValueOrDefault(name));

    /// <summary>The text with its variables filled in and all quotes kept, as in the lines of a heredoc.</summary>
    /// <inheritdoc cref="Expand(Func{string, string?})"/>
    public string ExpandVariables(Func<string, string?> variables) => WordExpander.Expand(this, variables, keepsQuotes: true);

    /// <summary>The names of the variables that the text asks for, in order, each with its offset in <see cref="Raw"/>.</summary>
    public IReadOnlyList<(string Name, int Offset)> Variables() => WordExpander.VariablesOf(this);

    /// <summary>A part of the text.</summary>
    public DockerfileText Slice(int start, int length) =>
        new(Raw.Substring(start, length), _map, _offset + (_isDecoded ? 0 : start), Escape, _isDecoded);

    /// <summary>Where the text begins in one that it is a part of.</summary>
    internal int OffsetIn(DockerfileText whole) => _offset - whole._offset;

    /// <summary>What a JSON string at an offset says.</summary>
    internal DockerfileText Decoded(int start, string value) => new(value, _map, _offset + start, Escape, isDecoded: true);

    /// <summary>An error at a character of the text.</summary>
    public DockerfileException Error(string message, int offset = 0) => new(LocationAt(offset), message);

    /// <inheritdoc />
    public override string ToString() => Raw;
}
