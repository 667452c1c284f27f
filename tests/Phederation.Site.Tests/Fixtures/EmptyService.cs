using Phederation.Containers.Hardening;
using Phederation.Containers.Oci;
using Phederation.Site.Release;

namespace Phederation.Site.Tests.Fixtures;

/// <summary>Services of which only the name and the order matter.</summary>
internal static class EmptyService
{
    public static SiteService Make(string name, params string[] after) =>
        new()
        {
            Name = name,
            Reference = name,
            ManifestDigest = Digest.Sha256([]),
            ConfigDigest = Digest.Sha256([]),
            LayoutFolder = "",
            Runtime = new RuntimeContract
            {
                User = "1:1",
                MemoryBytes = 1,
                Cpus = 1,
                PidsLimit = 1,
                After = after,
            },
            ProfileJson = "",
            ProfileDigest = Digest.Sha256([]),
        };
}
