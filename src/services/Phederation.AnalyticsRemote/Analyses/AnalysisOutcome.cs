using System.Text.Json;
using Phederation.AnalyticsRemote.Requests;

namespace Phederation.AnalyticsRemote.Analyses;

/// <summary>How an analysis ended.</summary>
/// <param name="Result">The aggregate that the R server released.</param>
/// <param name="Reason">Why there is none.</param>
internal sealed record AnalysisOutcome(JsonElement? Result, Refusal? Reason);
