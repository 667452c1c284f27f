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
    /// <summary>Encoded for an address or a form.</summary>
    public override string ToString() => $"{QueryEncoding.Encode(Name)}={QueryEncoding.Encode(Value)}";
}
