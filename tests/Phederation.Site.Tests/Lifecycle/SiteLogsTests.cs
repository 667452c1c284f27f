using Phederation.Site.Lifecycle;
using Phederation.Site.State;
using Phederation.Site.Tests.Fixtures;

namespace Phederation.Site.Tests.Lifecycle;

public sealed class SiteLogsTests
{
    private const string Talker = "echo one; echo two >&2; echo three; touch /tmp/ready; while :; do echo tick; sleep 0.2; done";
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Lines_are_read_with_where_they_came_from()
    {
        await using var site = await SmallSite.OpenAsync(Token);
        await site.UpAsync(await site.StackAsync(Talker), Token);
        var lines = await ReadAsync(site, new LogOptions { Service = site.Service });
        Assert.Contains(new LogLine(null, false, "one"), lines);
        Assert.Contains(new LogLine(null, true, "two"), lines);
        Assert.Contains(new LogLine(null, false, "three"), lines);

        Assert.Equal(["tick"], (await ReadAsync(site, new LogOptions { Tail = 1 })).Select(line => line.Text));
    }

    [Fact(Timeout = 120_000)]
    public async Task Following_goes_on_until_it_is_cancelled()
    {
        await using var site = await SmallSite.OpenAsync(Token);
        await site.UpAsync(await site.StackAsync(Talker), Token);
        using var stop = new CancellationTokenSource();
        var ticks = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            var state = await new SiteStateStore(site.State).LoadAsync(Token);
            await foreach (
                var line in new SiteLogs(site.Scope.Engine).ReadAsync(state!, new LogOptions { IsFollowing = true, Tail = 0 }, stop.Token)
            )
            {
                Assert.Equal("tick", line.Text);
                if (++ticks == 5)
                {
                    await stop.CancelAsync();
                }
            }
        });
        Assert.Equal(5, ticks);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_reader_that_leaves_early_ends_the_reading()
    {
        await using var site = await SmallSite.OpenAsync(Token);
        await site.UpAsync(await site.StackAsync(Talker), Token);
        var state = await new SiteStateStore(site.State).LoadAsync(Token);
        await foreach (var line in new SiteLogs(site.Scope.Engine).ReadAsync(state!, new LogOptions { IsFollowing = true }, Token))
        {
            Assert.NotNull(line);
            break;
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task An_unknown_service_is_answered_with_the_known_ones()
    {
        await using var site = await SmallSite.OpenAsync(Token);
        await site.UpAsync(await site.StackAsync(Talker), Token);
        var error = await Assert.ThrowsAsync<SiteException>(() => ReadAsync(site, new LogOptions { Service = "postgrse" }));
        Assert.Equal(ExitCode.Missing, error.ExitCode);
        Assert.Contains(site.Service, error.Mend);
    }

    private static async Task<List<LogLine>> ReadAsync(SmallSite site, LogOptions options)
    {
        var state = await new SiteStateStore(site.State).LoadAsync(Token);
        var lines = new List<LogLine>();
        await foreach (var line in new SiteLogs(site.Scope.Engine).ReadAsync(state!, options, Token))
        {
            lines.Add(line);
        }

        return lines;
    }
}
