using Phederation.Site.Release;
using Phederation.Site.Tests.Fixtures;
using Phederation.Trust;

namespace Phederation.Site.Tests.Release;

public sealed class StartOrderTests
{
    [Fact]
    public void Each_service_comes_after_those_that_it_waits_for_and_else_by_its_place()
    {
        var refusals = new List<Refusal>();

        var order = StartOrder.Of(
            [
                EmptyService.Make("analytics", "web", "r-server"),
                EmptyService.Make("postgres"),
                EmptyService.Make("r-server"),
                EmptyService.Make("web", "postgres", "absent"),
            ],
            refusals
        );

        Assert.Equal(["postgres", "r-server", "web", "analytics"], order.Select(service => service.Name));
        Assert.Empty(refusals);
    }

    [Fact]
    public void Services_that_wait_for_each_other_are_refused_by_name()
    {
        var refusals = new List<Refusal>();

        StartOrder.Of([EmptyService.Make("postgres"), EmptyService.Make("a", "b"), EmptyService.Make("b", "a", "postgres")], refusals);

        Assert.Contains("a, b wait for each other", Assert.Single(refusals).What, StringComparison.Ordinal);
    }
}
