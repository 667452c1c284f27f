namespace Phederation.AnalyticsRemote.Requests;

/// <summary>Why a request is not computed; the central service is told.</summary>
/// <param name="Code">A word for programs, such as "signature-refused".</param>
/// <param name="Detail">A sentence for people, without anything of the site's data.</param>
internal sealed record Refusal(string Code, string Detail);
