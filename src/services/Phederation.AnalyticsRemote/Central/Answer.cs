using System.Text.Json;
using Phederation.AnalyticsRemote.Requests;

namespace Phederation.AnalyticsRemote.Central;

/// <summary>What the site answers to a request. Its bytes are kept before they are sent, and are the same however often they are.</summary>
/// <param name="Id">The request.</param>
/// <param name="Organisation">Who answers.</param>
/// <param name="RequestSha256">Of the bytes that were signed: which request was answered.</param>
/// <param name="Status">"completed", "refused" by the site, or "failed" at the analysis.</param>
/// <param name="Result">The aggregate, where it is completed.</param>
/// <param name="Reason">Why not, where it is not.</param>
internal sealed record Answer(string Id, string Organisation, string RequestSha256, string Status, JsonElement? Result, Refusal? Reason);
