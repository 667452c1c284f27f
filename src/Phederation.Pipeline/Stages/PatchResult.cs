namespace Phederation.Pipeline.Stages;

/// <summary>What the gate on patches found of one image.</summary>
/// <param name="ImageName">The image's name in the catalogue, or the reference that was given.</param>
/// <param name="ImageId">The image that was judged.</param>
/// <param name="Passed">Whether the policy lets it be released.</param>
/// <param name="Packages">How many packages it holds.</param>
/// <param name="Unpatched">How many of them have a newer version.</param>
/// <param name="Security">How many of those are security updates.</param>
/// <param name="Cves">How many CVE ids those name.</param>
/// <param name="Refused">How many findings the policy refuses.</param>
/// <param name="Waived">How many it would refuse, were they not waived.</param>
/// <param name="FoundSha256">A SHA-256 over packages, versions, CVE ids and judgements: the same for as long as the same is found.</param>
public sealed record PatchResult(
    string ImageName,
    string ImageId,
    bool Passed,
    int Packages,
    int Unpatched,
    int Security,
    int Cves,
    int Refused,
    int Waived,
    string FoundSha256
);
