namespace Phederation.Fhir.Outcomes;

/// <summary>A request that is answered with an OperationOutcome: its status, and what is wrong.</summary>
internal sealed class FhirException(int status, IReadOnlyList<Issue> issues) : Exception(issues[0].Diagnostics)
{
    public FhirException(int status, string code, string diagnostics, string? expression = null)
        : this(status, [Issue.Error(code, diagnostics, expression)]) { }

    /// <summary>The status of HTTP, 400 and above.</summary>
    public int Status => status;

    /// <summary>What is wrong; at least one.</summary>
    public IReadOnlyList<Issue> Issues => issues;

    /// <summary>The allowed methods of a 405.</summary>
    public string? Allow { get; init; }

    /// <summary>The request can't be understood.</summary>
    public static FhirException BadRequest(string diagnostics, string code = "invalid") => new(400, code, diagnostics);

    /// <summary>There is no such resource, or none that the caller may know of.</summary>
    public static FhirException NotFound(string what) => new(404, "not-found", $"{what} is not known.");
}
