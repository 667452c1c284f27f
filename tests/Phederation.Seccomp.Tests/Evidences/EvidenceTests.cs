using System.Text;
using Phederation.Seccomp.Evidences;
using Phederation.Seccomp.Recording;
using Phederation.Testing;
using static Phederation.Seccomp.Tests.Support.Samples;
using EvidenceFile = Phederation.Seccomp.Evidences.Evidence;

namespace Phederation.Seccomp.Tests.Evidences;

public sealed class EvidenceTests
{
    [Fact]
    public void Evidence_of_cumulative_snapshots_has_phases_steps_and_first_witness()
    {
        var evidence = ThreeSteps();
        var read = evidence.Syscalls.Single(call => call.Name == "read");
        Assert.Equal((9UL, 2, "start"), (read.Count, read.Steps, read.First.Step));
        Assert.Equal(["init", "shutdown"], read.Phases);
        Assert.Equal(("stop", "shutdown"), (evidence.Syscalls.Single(call => call.Name == "kill").First.Step, evidence.Steps[2].Phase));
        Assert.Equal(
            [
                new EvidenceStep("start", "init", 6, 2, 2, 2),
                new EvidenceStep("idle", "serving", 0, 0, 0, 2),
                new EvidenceStep("stop", "shutdown", 5, 2, 1, 3),
            ],
            evidence.Steps
        );
        Assert.True(evidence.Syscalls[^1].ByRuntime);
        Assert.Empty(evidence.Problems());
    }

    [Fact]
    public void Evidence_without_calls_of_the_program_is_a_problem() =>
        Assert.Equal("empty", Assert.Single(Evidence(Snapshot(Call("execve", byRuntime: true))).Problems()).Code);

    [Fact]
    public void Evidence_with_a_denial_is_a_problem()
    {
        var denial = new DenialRecord(SyscallAbi.X8664, 39, 1, 2, Witness());
        var evidence = Evidence(Snapshot(Call("read")) with { Denials = [denial] });
        Assert.Equal(("denied", "getpid"), (Assert.Single(evidence.Problems()).Code, evidence.Problems()[0].Subject));
    }

    [Fact]
    public void Evidence_written_and_read_back_is_the_same_bytes()
    {
        using var folder = new TempFolder();
        var evidence = ThreeSteps();
        evidence.Save(folder["evidence.json"]);
        var read = EvidenceFile.Load(folder["evidence.json"]);
        Assert.Equal(evidence.ToUtf8(), read.ToUtf8());
        Assert.Equal(evidence.Sha256, read.Sha256);
        Assert.Equal(evidence.StableSha256, read.StableSha256);
        Assert.DoesNotContain((byte)'\r', evidence.ToUtf8());
        Assert.False(File.Exists(folder["evidence.json.new"]));
    }

    [Fact]
    public void Stable_hash_ignores_counts_and_the_runtime_but_not_names_or_deciding_arguments()
    {
        var one = Evidence(Snapshot(Call("read"), Call("socket")) with { Arguments = [Argument("socket", 1, 1, 1, 0)] });
        var more = Evidence(
            Snapshot(Call("read", 99), Call("socket", 7), Call("futex", byRuntime: true)) with
            {
                Arguments = [Argument("socket", 7, 1, 1, 0), Argument("ioctl", 3, 5)],
            }
        );
        Assert.NotEqual(one.Sha256, more.Sha256);
        Assert.Equal(one.StableSha256, more.StableSha256);
        Assert.NotEqual(one.StableSha256, Evidence(["read", "socket", "kill"], Argument("socket", 1, 1, 1, 0)).StableSha256);
        Assert.NotEqual(one.StableSha256, Evidence(["read", "socket"], Argument("socket", 1, 2, 1, 0)).StableSha256);
    }

    [Theory]
    [InlineData("", "$: it is no valid JSON")]
    [InlineData("[]", "$: an object is expected")]
    [InlineData("{}", "$: the member 'schema' is missing")]
    [InlineData("""{"schema":2}""", "$.schema: only schema 1 is known")]
    [InlineData("""{"schema":1,"schema":1}""", "$: it is no valid JSON")]
    [InlineData("""{"schema":1,"shcema":1}""", "the member 'shcema' is unknown")]
    public void Evidence_that_is_none_is_refused_with_its_place(string json, string message)
    {
        var error = Assert.Throws<SeccompFormatException>(() => EvidenceFile.ParseUtf8(Encoding.UTF8.GetBytes(json), "e.json"));
        Assert.StartsWith("e.json: at $", error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"count\": 9", "\"count\": -9", "$.syscalls[1].count")]
    [InlineData("\"x86_64\",\n      \"name\": \"read\"", "\"sparc\",\n      \"name\": \"read\"", "$.syscalls[1].abi")]
    public void Evidence_with_a_wrong_value_is_refused_at_it(string old, string changed, string path)
    {
        var text = Encoding.UTF8.GetString(ThreeSteps().ToUtf8());
        Assert.Contains(old, text, StringComparison.Ordinal);
        var error = Assert.Throws<SeccompFormatException>(() =>
            EvidenceFile.ParseUtf8(Encoding.UTF8.GetBytes(text.Replace(old, changed, StringComparison.Ordinal)))
        );
        Assert.Equal(path, error.Path);
    }

    [Theory]
    [InlineData(new[] { 5, 5, 5 }, 5, 0.0, 3.0)]
    [InlineData(new[] { 1, 1, 2, 4 }, 4, 0.25, 4.38)]
    [InlineData(new int[0], 0, 1.0, 0.0)]
    public void Estimate_of_the_unseen_follows_good_turing_and_chao2(int[] stepsPerCall, int steps, double goodTuring, double chao2)
    {
        var estimate = UnseenEstimate.Of(steps, stepsPerCall);
        Assert.Equal(goodTuring, estimate.GoodTuring);
        Assert.Equal(chao2, estimate.Chao2);
    }

    private static EvidenceFile ThreeSteps()
    {
        var builder = new EvidenceBuilder(Subject, "test");
        builder.EndStep("start", "init", Snapshot(Call("read", 5), Call("write", 1), Call("execve", 1, byRuntime: true)));
        builder.EndStep("idle", "serving", Snapshot(Call("read", 5), Call("write", 1), Call("execve", 1, byRuntime: true)));
        builder.EndStep(
            "stop",
            "shutdown",
            Snapshot(Call("read", 9), Call("write", 1), Call("kill", 1), Call("execve", 1, byRuntime: true))
        );
        return builder.Build();
    }
}
