namespace Phederation.WebApi.Http;

/// <summary>Which build a program is.</summary>
internal sealed record BuildInfo(string ArtifactVersion, string Build);
