namespace Phederation.AnalyticsRemote.Requests;

/// <summary>What became of the check of an envelope: a request that may be computed, or why not.</summary>
/// <param name="Request">The request, where it may.</param>
/// <param name="Refusal">Why not, where it may not.</param>
internal sealed record Verified(StudyRequest? Request, Refusal? Refusal)
{
    public static Verified Refused(string code, string detail) => new(null, new Refusal(code, detail));
}
