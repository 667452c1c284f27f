using System.Text;
using Phederation.Seccomp.Evidences;
using Phederation.Seccomp.Filters;
using Phederation.Seccomp.Profiles;
using Phederation.Seccomp.Recording;
using Phederation.Seccomp.Review;
using Phederation.Seccomp.Synthesis;
using Phederation.Seccomp.Tests.Support;
using static Phederation.Seccomp.Tests.Support.Samples;
using EvidenceFile = Phederation.Seccomp.Evidences.Evidence;

namespace Phederation.Seccomp.Tests.Synthesis;

public sealed class ProfileSynthesizerTests
{
    private const string FamilyOfCrypto = "AF_ALG";
    private static readonly ulong[] None = new ulong[6];

    [Fact]
    public void Profile_gives_every_known_call_a_verdict_of_its_own()
    {
        var result = Synthesize(Evidence(["read", "openat", "mmap"]));
        var listed = result.Profile.Rules.SelectMany(rule => rule.Names).ToList();
        Assert.Equal(SyscallTable.For(SyscallAbi.X8664).Names, listed.Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(listed.Count, listed.Distinct().Count());
        Assert.Equal(SyscallVerdict.NotImplemented, result.Profile.DefaultErrno);
        Assert.Equal(["SCMP_ARCH_X86_64"], result.Profile.Architectures);
        Assert.Empty(result.Violations);
        Assert.Equal(result.Profile.AllowedNames, result.Reasons.Select(reason => reason.Name));
        Assert.DoesNotContain(result.Profile.Rules, rule => rule.Action is SeccompAction.KillThread or SeccompAction.KillProcess);
    }

    [Theory]
    [InlineData("read", "allow")]
    [InlineData("bpf", "EPERM")]
    [InlineData("io_uring_setup", "EPERM")]
    [InlineData("chmod", "ENOSYS")]
    [InlineData("clone3", "ENOSYS")]
    [InlineData("file_setattr", "ENOSYS")]
    public void Profile_answers_as_intended_on_old_and_new_engines(string name, string verdict)
    {
        var profile = Synthesize(Evidence(["read", "clone3"])).Profile;
        foreach (var honoursDefault in new[] { true, false })
        {
            var number = SyscallTable.For(SyscallAbi.X8664).NumberOf(name)!.Value;
            Assert.Equal(verdict, new ProfileEvaluator(profile, honoursDefault).Evaluate(SyscallAbi.X8664, number, None).ToString());
        }
    }

    [Fact]
    public void Same_evidence_gives_the_same_bytes()
    {
        var evidence = Evidence(["write", "socket", "read"], Argument("socket", 1, 2, 1, 0));
        var again = EvidenceFile.ParseUtf8(evidence.ToUtf8());
        Assert.Equal(Synthesize(evidence).Profile.ToJson(), Synthesize(again).Profile.ToJson());
        Assert.Equal(Synthesize(evidence).ReasonsToUtf8(), Synthesize(again).ReasonsToUtf8());
    }

    [Fact]
    public void Reasons_tell_where_each_need_comes_from()
    {
        var evidence = Evidence(Snapshot(Call("mmap"), Call("rt_sigaction"), Call("getppid", byRuntime: true)));
        var reasons = Synthesize(evidence).Reasons.ToDictionary(reason => reason.Name);
        Assert.Equal((SyscallOrigin.Observed, "app in step 'start' (init)"), (reasons["mmap"].Origin, reasons["mmap"].Why));
        Assert.Equal(SyscallOrigin.Sibling, reasons["mremap"].Origin);
        Assert.Equal(SyscallOrigin.Sibling, reasons["rt_sigreturn"].Origin);
        Assert.Equal(SyscallOrigin.Sibling, reasons["clock_gettime"].Origin);
        Assert.Equal(SyscallOrigin.Runtime, reasons["execve"].Origin);
        Assert.Equal(SyscallOrigin.Runtime, reasons["openat2"].Origin);
        Assert.Equal(SyscallOrigin.Runtime, reasons["getppid"].Origin);
        Assert.Contains("CVE-2016-5195", reasons["madvise"].Vulnerabilities);
    }

    [Theory]
    [InlineData("glibc 2.36", true)]
    [InlineData("glibc 2.30", false)]
    [InlineData("glibc unheard-of", true)]
    [InlineData("musl 1.2.5", false)]
    public void Siblings_depend_on_the_libc(string libc, bool isAdded)
    {
        var result = Synthesize(Evidence(Snapshot(Call("faccessat2")), libc));
        Assert.Equal(isAdded, result.Profile.AllowedNames.Contains("faccessat"));
    }

    [Theory]
    [InlineData("pwritev", true, "pwrite64", "writev")]
    [InlineData("pwritev", false, "pwrite64")]
    [InlineData("pwritev", false, "writev")]
    [InlineData("recvmsg", true, "membarrier", "recvfrom")]
    [InlineData("sendmsg", false, "membarrier", "recvfrom")]
    [InlineData("recvmsg", false, "recvfrom")]
    public void Sibling_of_several_calls_needs_all_of_them(string sibling, bool isAdded, params string[] calls) =>
        Assert.Equal(isAdded, Synthesize(Evidence(Snapshot([.. calls.Select(name => Call(name))]))).Profile.AllowedNames.Contains(sibling));

    [Fact]
    public void Runtime_needs_depend_on_the_version()
    {
        var old = RuntimeNeeds.Of("runc", new Version(1, 1, 5));
        Assert.DoesNotContain("openat2", old.Needs.Select(need => need.Name));
        Assert.Contains("execve", old.Needs.Select(need => need.Name));
        Assert.Contains("openat2", RuntimeNeeds.Of("runc", new Version(1, 3, 3)).Needs.Select(need => need.Name));
        Assert.Throws<ArgumentException>(() => RuntimeNeeds.Of("rkt", new Version(1, 0)));
    }

    [Theory]
    [InlineData(1u, 0u, true)]
    [InlineData(2u, 0u, true)]
    [InlineData(10u, 0u, true)]
    [InlineData(16u, 0u, true)]
    [InlineData(16u, 12u, false)]
    [InlineData(38u, 0u, false)]
    [InlineData(40u, 0u, false)]
    public void Socket_is_allowed_for_the_observed_families_only(uint family, uint protocol, bool isAllowed)
    {
        // Only IPv4 was seen; whether IPv6 is tried depends on the host.
        var evidence = Evidence(
            ["socket"],
            Argument("socket", 1, 1, 1, 0),
            Argument("socket", 1, 2, 1, 6),
            Argument("socket", 1, 16, 3, 0)
        );
        var evaluator = new ProfileEvaluator(Synthesize(evidence).Profile);
        Assert.Equal(isAllowed, evaluator.Evaluate(SyscallAbi.X8664, 41, [family, 1, protocol, 0, 0, 0]).IsAllowed);
        Assert.Equal(isAllowed, evaluator.Evaluate(SyscallAbi.X8664, 41, [family | (7UL << 32), 1, protocol, 0, 0, 0]).IsAllowed);
    }

    [Theory]
    [InlineData(0x0100_0011u, true)]
    [InlineData(0x003d_0f00u, true)]
    [InlineData(0x1000_0011u, false)]
    [InlineData(0x0002_0011u, false)]
    public void Clone_is_allowed_without_new_namespaces(uint flags, bool isAllowed)
    {
        var evaluator = new ProfileEvaluator(Synthesize(Evidence(["clone3"])).Profile);
        Assert.Equal(isAllowed, evaluator.Evaluate(SyscallAbi.X8664, 56, [flags, 0, 0, 0, 0, 0]).IsAllowed);
    }

    [Fact]
    public void Call_that_is_never_allowed_is_a_violation_and_stays_refused()
    {
        var result = Synthesize(Evidence(["read", "bpf"]));
        Assert.Equal(("never-allow", "bpf"), (Assert.Single(result.Violations).Code, result.Violations[0].Subject));
        Assert.DoesNotContain("bpf", result.Profile.AllowedNames);
    }

    [Fact]
    public void Waiver_holds_until_its_last_day()
    {
        var review = ReviewFile.Parse(
            """
            [[decision]]
            syscalls = ["bpf"]
            decision = "waived"
            reason = "r"
            owner = "o"
            date = 2026-01-01
            expires = 2026-06-30
            """
        );
        var evidence = Evidence(["read", "bpf"]);
        var held = SeccompPolicy.Default.With(review, new DateOnly(2026, 6, 30));
        var over = SeccompPolicy.Default.With(review, new DateOnly(2026, 7, 1));
        Assert.Contains("bpf", ProfileSynthesizer.Synthesize(evidence, RuntimeNeeds.AllSites, held).Profile.AllowedNames);
        Assert.Equal("never-allow", Assert.Single(ProfileSynthesizer.Synthesize(evidence, RuntimeNeeds.AllSites, over).Violations).Code);
    }

    [Fact]
    public void Namespaces_rare_families_and_other_abis_are_violations()
    {
        var snapshot = Snapshot(Call("clone"), Call("socket"), Call("getpid", abi: SyscallAbi.I386)) with
        {
            Arguments = [Argument("clone", 1, 0x1000_0011), Argument("socket", 1, 38, 5, 0)],
        };
        var violations = Synthesize(Evidence(snapshot)).Violations;
        Assert.Equal(["abi", "family", "namespace"], violations.Select(violation => violation.Code).Order(StringComparer.Ordinal));
        Assert.Contains(FamilyOfCrypto, violations.Single(violation => violation.Code == "family").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Losses_of_the_recorder_are_violations() =>
        Assert.Equal(
            "loss",
            Assert.Single(Synthesize(Evidence(Snapshot(Call("read")) with { Losses = new RecorderLosses(0, 0, 0, 0, 1) })).Violations).Code
        );

    [Fact]
    public void Unassigned_number_is_noted_and_not_allowed()
    {
        var result = Synthesize(Evidence(Snapshot(Call("read"), new SyscallRecord(SyscallAbi.X8664, 5000, false, 1, Witness()))));
        Assert.Contains(result.Notes, note => note.Contains("#5000", StringComparison.Ordinal));
        Assert.DoesNotContain("#5000", result.Profile.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void Synthesized_profile_means_the_same_to_libseccomp()
    {
        LibSeccomp.Require();
        var evidence = Evidence(
            ["read", "socket", "clone", "personality", "futex"],
            Argument("socket", 1, 1, 1, 0),
            Argument("socket", 1, 16, 3, 0),
            Argument("clone", 1, 0x0120_0011),
            Argument("personality", 1, 0xffff_ffff)
        );
        var profile = Synthesize(evidence).Profile;
        ulong[] values = [0, 1, 2, 10, 16, 38, 0xffff_ffff, 0x1000_0011, 0x0120_0011, 0x1_0000_0001];
        foreach (var honoursDefault in new[] { true, false })
        {
            var filter = LibSeccomp.Compile(profile, honoursDefault)!;
            var evaluator = new ProfileEvaluator(profile, honoursDefault);
            foreach (var name in SyscallTable.For(SyscallAbi.X8664).Names.Where(LibSeccomp.Knows))
            {
                var number = SyscallTable.For(SyscallAbi.X8664).NumberOf(name)!.Value;
                foreach (var value in values)
                {
                    ulong[] arguments = [value, 0, value == 16 ? 12UL : 0, 0, 0, 0];
                    var actual = FilterVerdict.Of(filter.Run(SeccompData.Of(SyscallAbi.X8664, number, arguments)));
                    Assert.True(evaluator.Evaluate(SyscallAbi.X8664, number, arguments) == actual, $"{name}({value})");
                }
            }
        }
    }

    [Fact]
    public void Reasons_file_names_the_profile_and_every_call()
    {
        var result = Synthesize(Evidence(["read"]));
        var text = Encoding.UTF8.GetString(result.ReasonsToUtf8());
        Assert.Contains(result.Profile.Sha256, text, StringComparison.Ordinal);
        Assert.All(result.Profile.AllowedNames, name => Assert.Contains($"\"name\": \"{name}\"", text, StringComparison.Ordinal));
        Assert.All(
            result.Profile.AllowedNames,
            name => Assert.Contains($"{name} ", ReviewTable.Write(result.Reasons), StringComparison.Ordinal)
        );
    }

    private static SynthesisResult Synthesize(EvidenceFile evidence) =>
        ProfileSynthesizer.Synthesize(evidence, RuntimeNeeds.AllSites, SeccompPolicy.Default);
}
