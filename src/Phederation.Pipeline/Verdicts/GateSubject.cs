namespace Phederation.Pipeline.Verdicts;

/// <summary>
/// What is about to be released, as it is now: read from the engine and the files at the moment of judging, never from what an
/// earlier stage remembers.
/// </summary>
/// <param name="ImageName">The image's name in the catalogue.</param>
/// <param name="ImageId">The ID that the engine gives for the image's reference.</param>
/// <param name="ProfileSha256">The SHA-256 of the profile's file.</param>
/// <param name="EvidenceSha256">The SHA-256 of the evidence's file.</param>
/// <param name="WorkloadSha256">The hash of the workload.</param>
public sealed record GateSubject(string ImageName, string ImageId, string ProfileSha256, string EvidenceSha256, string WorkloadSha256)
{
    /// <summary>An image by itself, for the gates that judge nothing else.</summary>
    public static GateSubject OfImage(string imageName, string imageId) => new(imageName, imageId, "", "", "");
}
