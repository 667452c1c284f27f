namespace Phederation.Pipeline.Stages;

/// <summary>The bills of materials of one image, to be named in a release by their hashes.</summary>
/// <param name="ImageName">The image's name in the catalogue.</param>
/// <param name="ImageId">The image that was read.</param>
/// <param name="CycloneDx">The absolute path of the CycloneDX file.</param>
/// <param name="CycloneDxSha256">The SHA-256 of its bytes.</param>
/// <param name="Spdx">The absolute path of the SPDX file.</param>
/// <param name="SpdxSha256">The SHA-256 of its bytes.</param>
/// <param name="Packages">How many packages the image holds.</param>
/// <param name="Files">How many files it holds.</param>
public sealed record SbomFiles(
    string ImageName,
    string ImageId,
    string CycloneDx,
    string CycloneDxSha256,
    string Spdx,
    string SpdxSha256,
    int Packages,
    int Files
);
