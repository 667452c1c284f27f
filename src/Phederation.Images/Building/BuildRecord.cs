namespace Phederation.Images.Building;

/// <summary>What was built from some inputs.</summary>
/// <param name="InputsHash">The hash of the content that went in.</param>
/// <param name="ImageId">The image that came out.</param>
/// <param name="WhyByEngine">Why the engine built it, so that another machine gets another ID; null when it was written here.</param>
internal sealed record BuildRecord(string InputsHash, string ImageId, string? WhyByEngine);
