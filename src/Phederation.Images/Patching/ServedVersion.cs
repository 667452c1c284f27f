namespace Phederation.Images.Patching;

/// <summary>The version of a package that the distribution serves now.</summary>
/// <param name="Version">The version that apt would install.</param>
/// <param name="FromSecurity">Whether it comes from the security updates.</param>
internal sealed record ServedVersion(string Version, bool FromSecurity);
