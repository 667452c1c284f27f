using Phederation.Containers.Hardening;

namespace Phederation.Trust.Services;

/// <summary>What one of the services runs from.</summary>
/// <param name="ImageId">The image's id; a tag could be moved meanwhile.</param>
/// <param name="Runtime">The limits, mounts and secrets of its container.</param>
/// <param name="SeccompProfileJson">The image's own profile; null leaves the engine's default one.</param>
public sealed record TrustServiceImage(string ImageId, RuntimeContract Runtime, string? SeccompProfileJson);
