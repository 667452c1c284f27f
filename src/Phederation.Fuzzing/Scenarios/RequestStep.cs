using Phederation.Fuzzing.Exchanges;

namespace Phederation.Fuzzing.Scenarios;

/// <summary>
/// Sends a request. <c>{{SCENARIO.STEP.NAME}}</c> in its path, headers and body stands for what a step captured, <c>{{.STEP.NAME}}</c> for one of the
/// same scenario; what was not captured is an empty text. Numbers are from 0.
/// </summary>
public sealed record RequestStep : ScenarioStep
{
    /// <summary>The request with its references.</summary>
    public required FuzzRequest Request { get; init; }

    /// <summary>What the target owes an answer to.</summary>
    public required RequestIntent Intent { get; init; }

    /// <summary>With <see cref="RequestIntent.Invalid"/>, what is wrong with it, as its maker labelled it; else null.</summary>
    public string? Fault { get; init; }

    /// <summary>
    /// What is kept of the answer, by name: <c>json:a.b.0</c> is a value in its body, <c>header:NAME</c> a header, <c>location:id</c> the last part but a
    /// version of the header Location, <c>link:REL</c> the address of the link with that relation (of a FHIR bundle's <c>link</c>, or of the header
    /// Link), as path and query relative to the target's base; one that leads off the target is not captured. <see cref="LinkCapture"/> reads them.
    /// </summary>
    public IReadOnlyDictionary<string, string> Captures { get; init; } = new Dictionary<string, string>();

    /// <summary>The kind of resource that it makes when it succeeds; null makes none.</summary>
    public string? Produces { get; init; }

    /// <summary>The resource that it uses; null uses none of the pool.</summary>
    public ResourceReference? Uses { get; init; }

    /// <summary>Whether success ends the life of what it uses.</summary>
    public bool Deletes { get; init; }
}
