namespace Phederation.Images.Packages;

/// <summary>One package as the distribution serves it now.</summary>
internal sealed record ResolvedPackage(string Name, string Version, string Architecture, string Sha256);
