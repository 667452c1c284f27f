using System.Text.Json.Serialization;

namespace Phederation.Containers.Hardening;

/// <summary>A variable of the environment that differs from site to site, and that a site may therefore set. No secret.</summary>
/// <param name="Name">The variable.</param>
/// <param name="Description">What it is, for the site's administrator.</param>
/// <param name="Required">Without it the service can't work, and is not started.</param>
public sealed record SiteSetting(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("description")] string Description,
    [property: JsonPropertyName("required")] bool Required
);
