namespace Phederation.Fhir.Outcomes;

/// <summary>One thing to say about a request.</summary>
/// <param name="Severity">fatal, error, warning or information.</param>
/// <param name="Code">The kind, of FHIR's issue types.</param>
/// <param name="Diagnostics">The explanation, for a person.</param>
/// <param name="Expression">Where in the resource, as FHIRPath; null where it is not about a place.</param>
internal sealed record Issue(string Severity, string Code, string Diagnostics, string? Expression = null)
{
    /// <summary>An error.</summary>
    public static Issue Error(string code, string diagnostics, string? expression = null) => new("error", code, diagnostics, expression);

    /// <summary>A warning: the request is carried out all the same.</summary>
    public static Issue Warning(string code, string diagnostics, string? expression = null) =>
        new("warning", code, diagnostics, expression);
}
