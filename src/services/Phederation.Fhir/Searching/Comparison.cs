namespace Phederation.Fhir.Searching;

/// <summary>The prefixes of ordered values.</summary>
internal static class Comparison
{
    private static readonly string[] Known = ["eq", "ne", "gt", "lt", "ge", "le", "sa", "eb", "ap"];

    /// <summary>Takes the prefix from a value; none means equal.</summary>
    public static (string Prefix, string Value) Split(string value) =>
        value.Length > 2 && char.IsAsciiLetterLower(value[0]) && Known.Contains(value[..2]) ? (value[..2], value[2..]) : ("eq", value);
}
