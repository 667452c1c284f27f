using Phederation.Containers.Hardening;

namespace Phederation.Workloads;

/// <summary>What a peer of a workload is run from.</summary>
/// <param name="ImageId">The image's id.</param>
/// <param name="Runtime">The contract that the image is meant to run with.</param>
public sealed record PeerTarget(string ImageId, RuntimeContract Runtime);
