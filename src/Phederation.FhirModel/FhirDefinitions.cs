using System.Collections.Frozen;

namespace Phederation.FhirModel;

/// <summary>FHIR R4's types, codes, search parameters and the patient's compartment, as programs here know them.</summary>
public sealed class FhirDefinitions
{
    private static readonly Lazy<FhirDefinitions> Lazy = new(Load);

    private readonly FrozenDictionary<string, FhirType> _types;
    private readonly FrozenDictionary<string, FrozenDictionary<string, SearchParameter>> _parameters;
    private readonly FrozenDictionary<string, IReadOnlyList<string>> _compartment;

    internal FhirDefinitions(
        IReadOnlyDictionary<string, FhirType> types,
        IReadOnlyDictionary<string, Dictionary<string, SearchParameter>> parameters,
        IReadOnlyDictionary<string, IReadOnlyList<string>> compartment
    )
    {
        _types = types.ToFrozenDictionary();
        _parameters = parameters.ToFrozenDictionary(one => one.Key, one => one.Value.ToFrozenDictionary());
        _compartment = compartment.ToFrozenDictionary();
        Twin = TwinOf(types["Period"]);
        Resources = [.. types.Values.Where(type => type.IsResource).Select(type => type.Name).Order(StringComparer.Ordinal)];
    }

    /// <summary>The definitions; read once.</summary>
    public static FhirDefinitions R4 => Lazy.Value;

    /// <summary>The names of the resource types, in order.</summary>
    public IReadOnlyList<string> Resources { get; }

    /// <summary>The type of what stands beside a primitive value in JSON (_birthDate): an id and extensions.</summary>
    public FhirType Twin { get; }

    /// <summary>A type by its name, or null.</summary>
    public FhirType? Type(string name) => _types.GetValueOrDefault(name);

    /// <summary>Whether a name is that of a resource type.</summary>
    public bool IsResource(string name) => _types.TryGetValue(name, out var type) && type.IsResource;

    /// <summary>The search parameters of a resource type.</summary>
    public FrozenDictionary<string, SearchParameter> Parameters(string type) =>
        _parameters.GetValueOrDefault(type) ?? FrozenDictionary<string, SearchParameter>.Empty;

    /// <summary>The search parameters through which a resource of a type is in a patient's compartment; none where it never is.</summary>
    public IReadOnlyList<string> Compartment(string type) => _compartment.GetValueOrDefault(type) ?? [];

    /// <summary>The table that they are read from.</summary>
    public static Stream Open() => typeof(FhirDefinitions).Assembly.GetManifestResourceStream("fhir-r4.definitions")!;

    /// <summary>Reads a table. Its form is the program's own: what is wrong in it ends in whatever exception comes first.</summary>
    public static FhirDefinitions Read(TextReader reader) => new DefinitionReader(reader).Read();

    /// <summary>What any data type inherits, and nothing of its own.</summary>
    private static FhirType TwinOf(FhirType any) =>
        new("Element", TypeKind.Element)
        {
            Properties = any.Properties.Where(one => one.Key is "id" or "extension").ToFrozenDictionary(),
            Elements = [.. any.Elements.Where(one => one.Name is "id" or "extension")],
        };

    private static FhirDefinitions Load()
    {
        using var reader = new StreamReader(Open());
        return Read(reader);
    }
}
