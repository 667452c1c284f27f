namespace Phederation.Fuzzing.Generating.Fhir.Searching;

/// <summary>A parameter of a search, not yet encoded for an address.</summary>
/// <param name="Name">Its name with modifiers and chains, such as subject:Patient.name.</param>
/// <param name="Value">Its value; commas that are part of a text have a backslash before them.</param>
/// <param name="Feature">
/// What a server must be able to do for it: a kind of parameter (token), with its modifier where it has one (token:of-type), chain, _has, _include or
/// another parameter about the answer. A server may lack a feature and say so.
/// </param>
public sealed record SearchCriterion(string Name, string Value, string Feature)
{
    // A terminology server, a search engine or a map is needed for them.
    private static readonly string[] Rare =
    [
        "token:in",
        "token:not-in",
        "token:above",
        "token:below",
        "_text",
        "_content",
        "_list",
        "near",
    ];

    /// <summary>Whether its feature is one that few servers have; a refusal of such a parameter is no fault.</summary>
    public bool IsRare => Rare.Any(feature => Feature == feature || Feature.EndsWith($" {feature}", StringComparison.Ordinal));

    /// <summary>Encoded for an address or a form.</summary>
    public override string ToString() => $"{QueryEncoding.Encode(Name)}={QueryEncoding.Encode(Value)}";
}
