using Phederation.Site.Release;
using Phederation.Trust;

namespace Phederation.Launcher.Output;

/// <summary>A verification as a JSON document for programs.</summary>
internal sealed record VerificationReport(
    bool IsVerified,
    string Folder,
    string? Release,
    string? Policy,
    IReadOnlyList<string> Checks,
    IReadOnlyList<Refusal> Refusals
)
{
    /// <summary>The report of a verification.</summary>
    public static VerificationReport Of(SiteVerification verification) =>
        new(
            verification.Stack is not null,
            verification.Folder,
            verification.Stack?.ReleaseVersion,
            verification.Stack?.Policy,
            verification.Checks,
            verification.Refusals
        );
}
