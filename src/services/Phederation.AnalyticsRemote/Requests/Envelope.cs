namespace Phederation.AnalyticsRemote.Requests;

/// <summary>A study request as the central service hands it over: the bytes that were signed, with the signatures beside them.</summary>
/// <param name="Id">The request's id; only a name to answer to until the signed one was read.</param>
/// <param name="Payload">The bytes that were signed, in base64.</param>
/// <param name="Signatures">Who signed them.</param>
internal sealed record Envelope(string Id, string Payload, IReadOnlyList<EnvelopeSignature> Signatures);
