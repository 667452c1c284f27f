using Phederation.Fuzzing.Sending;
using Phederation.Fuzzing.Targets;

namespace Phederation.Fuzzing.Tests.Sending;

public sealed class HostGateTests
{
    [Theory]
    [InlineData("http://192.0.2.1/", FuzzErrorKind.Denied)]
    [InlineData("http://10.0.0.1:8080/", FuzzErrorKind.Denied)]
    [InlineData("http://[2001:db8::1]/", FuzzErrorKind.Denied)]
    [InlineData("http://0.0.0.0:9/", FuzzErrorKind.Denied)]
    [InlineData("http://user:hidden@127.0.0.1/", FuzzErrorKind.Usage)]
    [InlineData("http://127.0.0.1/?q", FuzzErrorKind.Usage)]
    [InlineData("ftp://127.0.0.1/", FuzzErrorKind.Usage)]
    public async Task Address_that_may_not_be_asked_is_refused_before_anything_is_sent(string address, FuzzErrorKind kind)
    {
        var error = await Assert.ThrowsAsync<FuzzException>(() => RunnerAsync(new Uri(address)));

        Assert.Equal(kind, error.Kind);
        Assert.DoesNotContain("hidden", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://localhost:1/")]
    [InlineData("http://127.7.7.7:1/")]
    [InlineData("http://[::1]:1/")]
    public async Task This_machine_may_be_asked(string address)
    {
        await using var runner = await RunnerAsync(new Uri(address));

        Assert.Equal(0, runner.Requests);
    }

    [Fact]
    public async Task Host_elsewhere_may_be_asked_when_it_is_named()
    {
        await using var runner = await RunnerAsync(
            new Uri("http://192.0.2.1/"),
            target => target with { AllowedHosts = new HashSet<string> { "192.0.2.1" } }
        );

        Assert.Equal(0, runner.Requests);
    }

    private static Task<ScenarioRunner> RunnerAsync(Uri address, Func<FuzzTarget, FuzzTarget>? change = null)
    {
        var target = new FuzzTarget { Base = address };
        return ScenarioRunner.CreateAsync(
            change?.Invoke(target) ?? target,
            NoControl.Instance,
            NoControl.Instance,
            pacer: null,
            TimeProvider.System,
            TestContext.Current.CancellationToken
        );
    }
}
