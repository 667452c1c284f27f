using Phederation.Pipeline.Verdicts;
using Phederation.Testing;
using Phederation.Trust;
using Phederation.Trust.Keys;
using Phederation.Trust.Verdicts;

namespace Phederation.Pipeline.Tests.Verdicts;

public sealed class ReleaseGateTests : IDisposable
{
    private const string Tool = "0.1.0+0123456789ab";
    private static readonly GateSubject Subject = new("postgres", "sha256:" + new string('1', 64), Hash('2'), Hash('3'), Hash('4'));
    private readonly TempFolder _temp = new();
    private readonly TrustKeys _keys;
    private readonly VerdictStore _store;

    public ReleaseGateTests()
    {
        _keys = LocalTrustRoot.OpenOrCreate(_temp["state"], iterations: 1000);
        _store = new VerdictStore(_temp["verdicts"]);
    }

    public static TheoryData<string> Fields =>
        ["gate", "image", "id", "profile", "evidence", "workload", "policy", "tool", "old", "future", "failed"];

    public void Dispose()
    {
        _keys.Dispose();
        _temp.Dispose();
    }

    [Fact]
    public async Task Verdicts_that_fit_in_everything_let_the_image_pass()
    {
        await SaveAllAsync();

        Assert.Empty(await JudgeAsync(ReleasePolicy.Local));
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task Verdict_that_differs_in_one_thing_is_refused(string field)
    {
        await SaveAllAsync();
        var good = Fitting(GateName.Replay);
        var bad = field switch
        {
            "gate" => good with { Gate = GateName.Trace },
            "image" => good with { ImageName = "other" },
            "id" => good with { ImageId = "sha256:" + new string('f', 64) },
            "profile" => good with { ProfileSha256 = null },
            "evidence" => good with { EvidenceSha256 = Hash('f') },
            "workload" => good with { WorkloadSha256 = null },
            "policy" => good with { Policy = TrustPolicy.Production },
            "tool" => good with { ToolVersion = "0.1.0+ffffffffffff" },
            "old" => good with { Time = good.Time - TimeSpan.FromDays(8) },
            "future" => good with { Time = good.Time + TimeSpan.FromHours(1) },
            "failed" => good with { Passed = false },
            _ => throw new ArgumentOutOfRangeException(nameof(field)),
        };
        var path = _store.PathOf("postgres", GateName.Replay);
        await File.WriteAllBytesAsync(path, VerdictSigner.Sign(bad, _keys.Verdict), TestContext.Current.CancellationToken);

        var refusal = Assert.Single(await JudgeAsync(ReleasePolicy.Local));
        Assert.Equal(GateName.Replay, refusal.Gate);
    }

    [Fact]
    public async Task Missing_verdict_names_the_target_that_judges_it()
    {
        await SaveAllAsync();
        File.Delete(_store.PathOf("postgres", GateName.Trace));

        Assert.Contains("'Trace'", Assert.Single(await JudgeAsync(ReleasePolicy.Local)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verdict_of_another_trust_root_is_refused()
    {
        await SaveAllAsync();
        using var foreign = LocalTrustRoot.OpenOrCreate(_temp["foreign"], iterations: 1000);
        await _store.SaveAsync(Fitting(GateName.Profile), foreign, TestContext.Current.CancellationToken);

        Assert.Equal(GateName.Profile, Assert.Single(await JudgeAsync(ReleasePolicy.Local)).Gate);
    }

    [Fact]
    public async Task Oversized_and_malformed_files_are_refused_not_thrown()
    {
        await SaveAllAsync();
        await File.WriteAllBytesAsync(_store.PathOf("postgres", GateName.Trace), new byte[1 << 20], TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(_store.PathOf("postgres", GateName.Profile), "{\"payload\":", TestContext.Current.CancellationToken);

        Assert.Equal([GateName.Trace, GateName.Profile], (await JudgeAsync(ReleasePolicy.Local)).Select(refusal => refusal.Gate));
    }

    [Fact]
    public async Task Production_needs_the_review_and_takes_no_local_verdict()
    {
        await SaveAllAsync();

        var refusals = await JudgeAsync(ReleasePolicy.Production);
        Assert.Equal(GateName.RequiredBy(TrustPolicy.Production), refusals.Select(refusal => refusal.Gate));
        Assert.Contains(GateName.Patches, refusals.Select(refusal => refusal.Gate));
    }

    [Fact]
    public async Task Unpatched_packages_that_were_found_refuse_the_image_under_the_local_policy_too()
    {
        await SaveAllAsync();
        await _store.SaveAsync(Fitting(GateName.Patches) with { Passed = false }, _keys, TestContext.Current.CancellationToken);

        var refusal = Assert.Single(await JudgeAsync(ReleasePolicy.Local));
        Assert.Equal(GateName.Patches, refusal.Gate);
        Assert.Contains("'Patches'", refusal.Reason, StringComparison.Ordinal);

        // Of another image it says nothing about this one.
        var other = Fitting(GateName.Patches) with
        {
            Passed = false,
            ImageId = "sha256:" + Hash('f'),
        };
        await _store.SaveAsync(other, _keys, TestContext.Current.CancellationToken);
        Assert.Empty(await JudgeAsync(ReleasePolicy.Local));
    }

    [Fact]
    public async Task Audit_is_of_the_image_alone_and_holds_whatever_the_profile_became()
    {
        await SaveAllAsync();
        var audit = Fitting(GateName.Audit) with { EvidenceSha256 = null, WorkloadSha256 = null, ProfileSha256 = null };
        await _store.SaveAsync(audit, _keys, TestContext.Current.CancellationToken);
        Assert.Empty(await JudgeAsync(ReleasePolicy.Local));

        await _store.SaveAsync(audit with { Passed = false }, _keys, TestContext.Current.CancellationToken);
        Assert.Equal(GateName.Audit, Assert.Single(await JudgeAsync(ReleasePolicy.Local)).Gate);
    }

    private async Task SaveAllAsync()
    {
        foreach (var gate in GateName.RequiredBy(TrustPolicy.Local))
        {
            await _store.SaveAsync(Fitting(gate), _keys, TestContext.Current.CancellationToken);
        }
    }

    private Task<IReadOnlyList<GateRefusal>> JudgeAsync(ReleasePolicy policy)
    {
        var options = new PipelineOptions
        {
            Root = _temp.Path,
            Output = _temp["output"],
            State = _temp["state"],
            Version = "0.1.0",
            Policy = policy,
        };
        return new ReleaseGate(_store, _keys, options, Tool, TimeProvider.System).JudgeAsync(
            Subject,
            TestContext.Current.CancellationToken
        );
    }

    private static Verdict Fitting(string gate) =>
        new()
        {
            Gate = gate,
            ImageName = Subject.ImageName,
            ImageId = Subject.ImageId,
            ProfileSha256 = gate == GateName.Trace ? null : Subject.ProfileSha256,
            EvidenceSha256 = Subject.EvidenceSha256,
            WorkloadSha256 = Subject.WorkloadSha256,
            Policy = TrustPolicy.Local,
            ToolVersion = Tool,
            Time = TimeProvider.System.GetUtcNow(),
            Passed = true,
        };

    private static string Hash(char digit) => new(digit, 64);
}
