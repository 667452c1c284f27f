using Phederation.Seccomp.Profiles;
using Phederation.Seccomp.Scoring;
using Phederation.Seccomp.Synthesis;
using Phederation.Testing;

namespace Phederation.Seccomp.Tests.Scoring;

public sealed class ProfileScoreTests
{
    [Fact]
    public void Engines_default_is_what_its_source_says()
    {
        var score = ProfileScore.Default;
        Assert.Equal((308, 3), (score.Names, score.Restricted));
        Assert.Equal(308, score.ByRisk.Values.Sum());
        Assert.True(score.ByRisk[RiskTier.Never] > 0, "the default allows calls that no container of ours makes");
        Assert.True(EngineDefault.Calls.ContainsKey("ptrace"));
        Assert.False(EngineDefault.Calls.ContainsKey("mount"));
        Assert.Contains("AF_ALG", EngineDefault.Calls["socket"], StringComparison.Ordinal);
    }

    [Fact]
    public void Default_profile_of_an_engine_allows_what_the_table_of_it_says()
    {
        var path = Repository.Shared("data/seccomp/moby-default-2026-06.json");
        Assert.Empty(EngineDefault.Calls.Keys.Except(SeccompProfile.ParseUtf8(File.ReadAllBytes(path), path).AllowedNames));
    }

    [Fact]
    public void Call_less_is_never_a_worse_score_and_a_restriction_never_either()
    {
        var path = Path.Combine(Repository.Root, "profiles", "postgres", "seccomp.json");
        var profile = SeccompProfile.ParseUtf8(File.ReadAllBytes(path), path);
        var score = ProfileScore.Of(profile);
        foreach (var name in profile.AllowedNames)
        {
            var less = ProfileScore.Of(profile.Without(name));
            Assert.Equal(score.Names - 1, less.Names);
            Assert.True(less.Surface < score.Surface, name);
            Assert.Empty(less.Vulnerabilities.Except(score.Vulnerabilities));
        }

        var open = profile with { Rules = [.. profile.Rules.Select(rule => rule.Verdict.IsAllowed ? rule with { Arguments = [] } : rule)] };
        Assert.Equal(0, ProfileScore.Of(open).Restricted);
        Assert.True(ProfileScore.Of(open).Surface > score.Surface);
        Assert.True(score.Surface < ProfileScore.Default.Surface / 3);
    }
}
