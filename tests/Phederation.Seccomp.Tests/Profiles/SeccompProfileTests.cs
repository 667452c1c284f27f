using Phederation.Seccomp.Profiles;
using Phederation.Seccomp.Recording;
using Phederation.Testing;

namespace Phederation.Seccomp.Tests.Profiles;

public sealed class SeccompProfileTests
{
    [Fact]
    public void Profile_read_and_written_is_the_same_profile()
    {
        var profile = Sample();
        var again = SeccompProfile.Parse(profile.ToJson());
        Assert.Equal(profile, again);
        Assert.Equal(profile.Sha256, again.Sha256);
        Assert.EndsWith("}\n", profile.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void Learning_profile_is_read_and_allows_all()
    {
        var profile = SeccompProfile.Parse(LearningProfile.Json);
        Assert.Equal(SeccompAction.Allow, profile.DefaultAction);
        Assert.Equal(3, profile.Architectures.Count);
        Assert.True(new ProfileEvaluator(profile).Evaluate(SyscallAbi.I386, 20, new ulong[6]).IsAllowed);
    }

    [Theory]
    [InlineData("moby-default-20.10.24.json")]
    [InlineData("moby-default-2026-06.json")]
    public void Engines_default_is_read_for_this_host(string file)
    {
        var path = Repository.Shared($"data/seccomp/{file}");
        var profile = SeccompProfile.ParseUtf8(File.ReadAllBytes(path), file);
        Assert.Equal(["SCMP_ARCH_X86_64", "SCMP_ARCH_X86", "SCMP_ARCH_X32"], profile.Architectures);
        var evaluator = new ProfileEvaluator(profile);
        SyscallVerdict Of(string name, ulong first = 0) =>
            evaluator.Evaluate(SyscallAbi.X8664, SyscallTable.For(SyscallAbi.X8664).NumberOf(name)!.Value, [first, 0, 0, 0, 0, 0]);
        Assert.True(Of("read").IsAllowed);
        Assert.False(Of("mount").IsAllowed);
        Assert.Equal("ENOSYS", Of("clone3").ToString());
        Assert.True(Of("clone", 0x0120_0011).IsAllowed);
        Assert.False(Of("clone", 0x1000_0011).IsAllowed);
        var admin = ProfileHost.Default with { Capabilities = new HashSet<string>(StringComparer.Ordinal) { "CAP_SYS_ADMIN" } };
        Assert.Contains("mount", SeccompProfile.ParseUtf8(File.ReadAllBytes(path), file, admin).AllowedNames);
    }

    [Fact]
    public void Profile_without_a_call_answers_EPERM_to_it()
    {
        var less = Sample().Without("read");
        Assert.Equal(["socket", "write"], less.AllowedNames);
        Assert.Equal("EPERM", new ProfileEvaluator(less).Evaluate(SyscallAbi.X8664, 0, new ulong[6]).ToString());
        Assert.Equal(["write"], less.Without("socket").AllowedNames);
        Assert.Throws<ArgumentException>(() => less.Without("read"));
    }

    [Fact]
    public void Difference_is_of_meaning_not_of_text()
    {
        var before = Sample();
        var reordered = before with { Rules = [.. before.Rules.Reverse()] };
        Assert.Empty(ProfileDiff.Between(before, reordered));
        var after = before.Without("read") with
        {
            Rules =
            [
                .. before.Without("read").Rules.Where(rule => !rule.Names.Contains("socket")),
                new SyscallRule { Names = ["kill", "socket"], Action = SeccompAction.Allow },
            ],
        };
        Assert.Equal(
            ["+ kill: allow (was ENOSYS)", "- read: EPERM (was allow)", "~ socket: allow (was allow if (int)arg0 == 1, else ENOSYS)"],
            ProfileDiff.Between(before, after).Select(change => change.ToString())
        );
    }

    [Theory]
    [InlineData("x", "$", "no valid JSON")]
    [InlineData("{}", "$", "'defaultAction' is missing")]
    [InlineData("""{"defaultAction":"ALLOW"}""", "$.defaultAction", "'ALLOW' is no action")]
    [InlineData("""{"defaultAction":"SCMP_ACT_ALLOW","sycalls":[]}""", "$", "'sycalls' is unknown")]
    [InlineData(
        """{"defaultAction":"SCMP_ACT_ALLOW","syscalls":[{"names":[],"action":"SCMP_ACT_LOG"}]}""",
        "$.syscalls[0]",
        "names no call"
    )]
    [InlineData(
        """{"defaultAction":"SCMP_ACT_ALLOW","syscalls":[{"names":["a"],"action":"SCMP_ACT_LOG","args":[{"index":6,"value":1,"op":"SCMP_CMP_EQ"}]}]}""",
        "$.syscalls[0].args[0].index",
        "0 to 5"
    )]
    public void Profile_that_is_none_is_refused_with_its_place(string json, string path, string problem)
    {
        var error = Assert.Throws<SeccompFormatException>(() => SeccompProfile.Parse(json, "p.json"));
        Assert.Equal((path, "p.json"), (error.Path, error.File));
        Assert.Contains(problem, error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Profile_that_is_too_large_or_too_deep_is_refused()
    {
        Assert.Throws<SeccompFormatException>(() => SeccompProfile.Parse(new string(' ', SeccompProfile.LargestFile + 1)));
        Assert.Throws<SeccompFormatException>(() => SeccompProfile.Parse(new string('[', 100_000)));
    }

    private static SeccompProfile Sample() =>
        new()
        {
            DefaultAction = SeccompAction.Errno,
            DefaultErrno = SyscallVerdict.NotImplemented,
            Architectures = ["SCMP_ARCH_X86_64"],
            Rules =
            [
                new SyscallRule
                {
                    Names = ["read", "write"],
                    Action = SeccompAction.Allow,
                    Comment = "needed",
                },
                new SyscallRule
                {
                    Names = ["socket"],
                    Action = SeccompAction.Allow,
                    Arguments = [ArgumentCondition.Int(0, 1)],
                },
                new SyscallRule
                {
                    Names = ["bpf"],
                    Action = SeccompAction.Errno,
                    Errno = SyscallVerdict.NotPermitted,
                },
            ],
        };

    [Theory]
    [InlineData("""{"\ud800":1,"a":2}""")]
    [InlineData("""{"defaultAction":"\udc00"}""")]
    [InlineData("""{"defaultAction":"SCMP_ACT_ALLOW","syscalls":[{"names":["\ud892"],"action":"SCMP_ACT_ALLOW"}]}""")]
    [InlineData("""{"defaultAction":"SCMP_ACT_ALLOW","syscalls":[{"names":["read"],"action":"SCMP_ACT_ALLOW","\ud800":0}]}""")]
    public void Half_of_a_surrogate_pair_is_refused_with_its_place(string json)
    {
        Assert.Throws<SeccompFormatException>(() => SeccompProfile.Parse(json));
    }

    [Fact]
    public void Broken_utf8_is_refused()
    {
        foreach (var json in new byte[][] { [.. "{\""u8, 0xD1, .. "\":1}"u8], [.. "{\"defaultAction\":\""u8, 0xFF, .. "\"}"u8] })
        {
            Assert.Throws<SeccompFormatException>(() => SeccompProfile.ParseUtf8(json));
        }
    }
}
