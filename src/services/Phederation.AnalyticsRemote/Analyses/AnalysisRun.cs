using System.Text.Json;

namespace Phederation.AnalyticsRemote.Analyses;

/// <summary>What the R server is asked.</summary>
/// <param name="Parameters">The analysis' parameters.</param>
internal sealed record AnalysisRun(JsonElement Parameters);
