using Phederation.Pipeline.Verdicts;
using Phederation.Testing;
using Phederation.Trust;
using Phederation.Trust.Keys;
using Phederation.Trust.Verdicts;

namespace Phederation.Pipeline.Tests.Verdicts;

public sealed class VerdictStoreTests : IDisposable
{
    private readonly TempFolder _temp = new();
    private readonly TrustKeys _keys;
    private readonly VerdictStore _store;

    private readonly Verdict _first = new()
    {
        Gate = GateName.Audit,
        ImageName = "postgres",
        ImageId = "sha256:" + new string('1', 64),
        Policy = TrustPolicy.Local,
        ToolVersion = "0.1.0",
        Time = new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero),
        Passed = true,
        Details = new Dictionary<string, string> { ["waived"] = "1", ["report"] = "a" },
    };

    public VerdictStoreTests()
    {
        _keys = LocalTrustRoot.OpenOrCreate(_temp["state"], iterations: 1000);
        _store = new VerdictStore(_temp["verdicts"]);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _keys.Dispose();
        _temp.Dispose();
    }

    [Fact]
    public async Task Verdict_that_says_the_same_again_leaves_the_first_one_there()
    {
        await _store.SaveAsync(_first, _keys, Cancellation);
        var before = await _store.ReadAsync("postgres", GateName.Audit, Cancellation);

        await _store.SaveAsync(_first with { Time = _first.Time.AddHours(11) }, _keys, Cancellation);

        Assert.Equal(before, await _store.ReadAsync("postgres", GateName.Audit, Cancellation));
    }

    [Theory]
    [InlineData("old")]
    [InlineData("earlier")]
    [InlineData("failed")]
    [InlineData("image")]
    [InlineData("detail")]
    public async Task Verdict_that_says_something_else_or_is_much_younger_takes_its_place(string difference)
    {
        await _store.SaveAsync(_first, _keys, Cancellation);
        var next = difference switch
        {
            "old" => _first with { Time = _first.Time.AddHours(12) },
            "earlier" => _first with { Time = _first.Time.AddSeconds(-1) },
            "failed" => _first with { Passed = false },
            "image" => _first with { ImageId = "sha256:" + new string('2', 64) },
            _ => _first with
            {
                Details = new Dictionary<string, string> { ["waived"] = "2", ["report"] = "a" },
            },
        };

        await _store.SaveAsync(next, _keys, Cancellation);

        var kept = await _store.FindAsync("postgres", GateName.Audit, _keys, Cancellation);
        Assert.NotNull(kept);
        Assert.Equal(next, kept with { Details = next.Details });
        Assert.Equal(next.Details["waived"], kept.Details["waived"]);
    }

    [Fact]
    public async Task Forged_verdict_is_not_found_and_is_replaced()
    {
        using var other = LocalTrustRoot.OpenOrCreate(_temp["foreign"], iterations: 1000);
        await _store.SaveAsync(_first, other, Cancellation);

        Assert.Null(await _store.FindAsync("postgres", GateName.Audit, _keys, Cancellation));
        await _store.SaveAsync(_first, _keys, Cancellation);

        Assert.NotNull(await _store.FindAsync("postgres", GateName.Audit, _keys, Cancellation));
    }
}
