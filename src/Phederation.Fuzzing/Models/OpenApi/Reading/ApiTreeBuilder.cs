using Phederation.Text;

namespace Phederation.Fuzzing.Models.OpenApi.Reading;

/// <summary>Puts the values of a document together within bounds, without recursion.</summary>
/// <param name="limits">The bounds.</param>
internal sealed class ApiTreeBuilder(OpenApiLimits limits)
{
    private readonly Stack<ApiNode> _open = new();
    private string? _name;
    private int _values;

    /// <summary>The whole; null before there is any.</summary>
    public ApiNode? Root { get; private set; }

    /// <summary>Whether the next text is the name of a member.</summary>
    public bool IsNameNext => _open.TryPeek(out var top) && top.Kind == ApiNodeKind.Object && _name is null;

    /// <summary>The name of the next value.</summary>
    /// <exception cref="FuzzException">There is a member of that name.</exception>
    public void Name(string name, SourceLocation location)
    {
        if (_open.Peek()[name] is { } first)
        {
            throw ApiError.At(
                location,
                $"'{name}' is there twice, first at line {first.Location.Line}",
                "Keep one of them: readers take either, so the document says two things."
            );
        }

        _name = name;
    }

    /// <summary>A value without values in it.</summary>
    public void Value(ApiNode value) => Put(value);

    /// <summary>A list or an object begins.</summary>
    /// <exception cref="FuzzException">It is too deep.</exception>
    public void Begin(ApiNode value)
    {
        Put(value);
        if (_open.Count >= limits.MaxDepth)
        {
            throw ApiError.At(
                value.Location,
                $"values nest deeper than {limits.MaxDepth}",
                "Move inner schemas to components/schemas and refer to them by $ref."
            );
        }

        _open.Push(value);
        _name = null;
    }

    /// <summary>The list or object that began last ends.</summary>
    public void End()
    {
        _open.Pop();
        _name = null;
    }

    private void Put(ApiNode value)
    {
        if (++_values > limits.MaxValues)
        {
            throw ApiError.At(
                value.Location,
                $"there are more than {limits.MaxValues} values",
                "Leave out what isn't to be fuzzed, such as examples."
            );
        }

        if (!_open.TryPeek(out var top))
        {
            Root = value;
        }
        else if (top.Kind == ApiNodeKind.List)
        {
            top.Add(value);
        }
        else
        {
            top.TryAdd(_name!, value);
            _name = null;
        }
    }
}
