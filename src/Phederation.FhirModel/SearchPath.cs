namespace Phederation.FhirModel;

/// <summary>A path of JSON properties to the values of a search parameter.</summary>
/// <param name="Steps">The properties; none is the place itself.</param>
/// <param name="Leaf">The type at its end.</param>
/// <param name="FromResource">Whether a composite's part is looked for in the whole resource.</param>
public sealed record SearchPath(IReadOnlyList<SearchStep> Steps, string Leaf, bool FromResource)
{
    /// <summary>Reads a path as the table has it, such as telecom?system=email:ContactPoint.</summary>
    public static SearchPath Parse(string text)
    {
        var whole = text.StartsWith('%');
        var colon = text.LastIndexOf(':');
        var steps = text[(whole ? 1 : 0)..colon];
        return new SearchPath(steps.Length == 0 ? [] : [.. steps.Split('.').Select(SearchStep.Parse)], text[(colon + 1)..], whole);
    }
}
