using Phederation.Site.Preflight;

namespace Phederation.Site.Tests.Preflight;

public sealed class ClockSkewTests
{
    private static readonly DateTimeOffset Asked = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly DateTimeOffset Answered = Asked.AddSeconds(2);

    [Theory]
    [InlineData(1)]
    [InlineData(-59)]
    [InlineData(61)]
    public void Clocks_that_agree_are_not_spoken_of(int seconds)
    {
        Assert.Null(ClockSkew.Judge(Asked, Asked.AddSeconds(seconds), Answered));
    }

    [Theory]
    [InlineData(-60, "60 s")]
    [InlineData(62, "60 s")]
    [InlineData(301, "299 s")]
    public void A_minute_is_warned_of(int seconds, string expected)
    {
        Assert.Contains(expected, ClockSkew.Judge(Asked, Asked.AddSeconds(seconds), Answered));
    }

    [Theory]
    [InlineData(-300)]
    [InlineData(302)]
    public void Five_minutes_are_refused(int seconds)
    {
        var error = Assert.Throws<SiteException>(() => ClockSkew.Judge(Asked, Asked.AddSeconds(seconds), Answered));
        Assert.Equal(ExitCode.GateFailed, error.ExitCode);
    }

    [Fact]
    public void An_engine_that_says_no_time_is_not_judged()
    {
        Assert.Null(ClockSkew.Judge(Asked, null, Answered));
    }
}
