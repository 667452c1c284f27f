using Phederation.Containers.Hardening;
using Phederation.Containers.Oci;
using Phederation.Site.Release;
using Phederation.Trust;

namespace Phederation.Site.Tests.Release;

public sealed class StartOrderTests
{
    [Fact]
    public void Each_service_comes_after_those_that_it_waits_for_and_else_by_its_place()
    {
        var refusals = new List<Refusal>();

        var order = StartOrder.Of(
            [Service("analytics", "web", "r-server"), Service("postgres"), Service("r-server"), Service("web", "postgres", "absent")],
            refusals
        );

        Assert.Equal(["postgres", "r-server", "web", "analytics"], order.Select(service => service.Name));
        Assert.Empty(refusals);
    }

    [Fact]
    public void Services_that_wait_for_each_other_are_refused_by_name()
    {
        var refusals = new List<Refusal>();

        StartOrder.Of([Service("postgres"), Service("a", "b"), Service("b", "a", "postgres")], refusals);

        Assert.Contains("a, b wait for each other", Assert.Single(refusals).What, StringComparison.Ordinal);
    }

    private static SiteService Service(string name, params string[] after) =>
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
