using System.Text.Json.Nodes;
using Phederation.Text;

namespace Phederation.Fuzzing.Models.OpenApi.Reading;

/// <summary>A value of a document, and where it stands. JSON and YAML are the same from here on.</summary>
internal sealed class ApiNode
{
    private readonly OrderedDictionary<string, ApiNode> _members = [];
    private readonly List<ApiNode> _items = [];

    /// <summary>A value.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="location">Where it stands.</param>
    /// <param name="text">A text, or a number or truth value as it is written in JSON.</param>
    public ApiNode(ApiNodeKind kind, SourceLocation location, string text = "") => (Kind, Location, Value) = (kind, location, text);

    /// <summary>What it is.</summary>
    public ApiNodeKind Kind { get; }

    /// <summary>Where it stands.</summary>
    public SourceLocation Location { get; }

    /// <summary>Of a text, the text; of a number or truth value, how it is written in JSON.</summary>
    public string Value { get; }

    /// <summary>The members of an object, in order; others have none.</summary>
    public IEnumerable<KeyValuePair<string, ApiNode>> Members => _members;

    /// <summary>The items of a list; others have none.</summary>
    public IReadOnlyList<ApiNode> Items => _items;

    /// <summary>The member with a name; null where there is none.</summary>
    public ApiNode? this[string name] => _members.GetValueOrDefault(name);

    /// <summary>A text; null where there is none.</summary>
    public string? Text(string name) => this[name] is { Kind: ApiNodeKind.Text } text ? text.Value : null;

    /// <summary>Whether a member is there and true.</summary>
    public bool IsTrue(string name) => this[name] is { Kind: ApiNodeKind.Boolean, Value: "true" };

    /// <summary>A number; null where there is none, or one that is too large to reckon with.</summary>
    public decimal? Number(string name) => this[name] is { Kind: ApiNodeKind.Number } number ? Numbers.Read(number.Value) : null;

    /// <summary>A number of things; null where there is none.</summary>
    public int? Count(string name) => Number(name) is { } number && number >= 0 ? (int)Math.Min(number, int.MaxValue) : null;

    /// <summary>A list of texts; what is none in it is passed over.</summary>
    public IEnumerable<string> Texts(string name) =>
        this[name] is { } list ? list.Items.Where(item => item.Kind == ApiNodeKind.Text).Select(item => item.Value) : [];

    /// <summary>Adds a member; false when there is one of that name.</summary>
    public bool TryAdd(string name, ApiNode value) => _members.TryAdd(name, value);

    /// <summary>Adds an item.</summary>
    public void Add(ApiNode item) => _items.Add(item);

    /// <summary>The same as JSON.</summary>
    public JsonNode? ToJson() =>
        Kind switch
        {
            ApiNodeKind.Object => new JsonObject(_members.Select(member => KeyValuePair.Create(member.Key, member.Value.ToJson()))),
            ApiNodeKind.List => new JsonArray([.. _items.Select(item => item.ToJson())]),
            ApiNodeKind.Text => JsonValue.Create(Value),
            ApiNodeKind.Boolean => JsonValue.Create(Value == "true"),
            ApiNodeKind.Number => JsonNode.Parse(Value),
            _ => null,
        };
}
