using FsCheck;
using FsCheck.Fluent;
using Phederation.Seccomp.Evidences;
using Phederation.Seccomp.Recording;
using static Phederation.Seccomp.Tests.Support.Samples;
using EvidenceFile = Phederation.Seccomp.Evidences.Evidence;

namespace Phederation.Seccomp.Tests.Evidences;

public sealed class EvidenceMergeTests
{
    private static readonly string[] Names = ["read", "write", "futex", "openat", "recvmsg", "recvfrom", "membarrier", "kill"];

    [Fact]
    public void Calls_of_any_run_count_with_the_counts_of_all()
    {
        var merged = EvidenceMerge.Of([Run(("read", 5), ("write", 1)), Run(("read", 3), ("kill", 2))]);

        Assert.Equal(
            [("kill", 2UL, 1, 1), ("read", 8UL, 2, 2), ("write", 1UL, 1, 1)],
            merged.Syscalls.Select(call => (call.Name, call.Count, call.Steps, call.Runs))
        );
        Assert.Equal([("start", 2, 2, 1), ("start", 1, 3, 2)], merged.Steps.Select(step => (step.Id, step.New, step.Known, step.Run)));
        Assert.Equal((2, 3, 2, 1), (merged.Unseen.Steps, merged.Unseen.Distinct, merged.Unseen.InOneStep, merged.Unseen.InTwoSteps));
        Assert.All(merged.Runs, run => Assert.Equal(64, run.Sha256!.Length));
        Assert.Equal(merged.ToUtf8(), EvidenceFile.ParseUtf8(merged.ToUtf8()).ToUtf8());
    }

    [Fact]
    public void Arguments_of_any_run_count_once_each()
    {
        var first = Evidence(["socket"], Argument("socket", 2, 1, 1, 0));
        var next = Evidence(["socket"], Argument("socket", 3, 1, 1, 0), Argument("socket", 1, 2, 1, 0));

        var merged = EvidenceMerge.Of([first, next]);

        Assert.Equal(["1 1 0: 5", "2 1 0: 1"], merged.Arguments.Select(one => $"{string.Join(' ', one.Values)}: {one.Count}"));
    }

    [Fact]
    public void What_does_not_belong_together_is_named()
    {
        var own = Run(("read", 1));
        (EvidenceFile Other, string Message)[] cases =
        [
            (Of(Run(("read", 2)), subject => subject with { ImageId = "sha256:ff" }), "image ID is sha256:ff"),
            (Of(Run(("read", 2)), subject => subject with { Architecture = "aarch64" }), "architecture is aarch64"),
            (Of(Run(("read", 2)), subject => subject with { WorkloadSha256 = "22" }), "workload is 22"),
            (Of(Run(("read", 2)), subject => subject with { Libc = "musl 1.2" }), "C library is musl 1.2"),
            (own, "counted twice"),
            (Run(("read", 2)) with { Losses = new RecorderLosses(0, 1, 0, 0, 0) }, "lost events"),
        ];
        foreach (var (other, message) in cases)
        {
            Assert.Contains(message, string.Join('\n', EvidenceMerge.Problems([own, other])), StringComparison.Ordinal);
            Assert.Throws<ArgumentException>(() => EvidenceMerge.Of([own, other]));
        }

        // Another kernel, engine or runtime is what evidence is joined for.
        var elsewhere = Of(Run(("read", 2)), subject => subject with { Kernel = "5.10.0", Engine = "docker 28.0", Runtime = "crun 1.8" });
        Assert.Equal(["6.18.0", "5.10.0"], EvidenceMerge.Of([own, elsewhere]).Runs.Select(run => run.Kernel));
    }

    [Fact]
    public void Joining_shows_the_same_calls_in_whatever_order_and_groups()
    {
        var run = Gen.Choose(1, 9)
            .ListOf(Names.Length)
            .Select(counts => Names.Select((name, index) => (Name: name, Count: counts[index])).Where(one => one.Count > 4).ToList())
            .Where(calls => calls.Count > 0);
        Check.QuickThrowOnFailure(
            Prop.ForAll(
                run.Three().ToArbitrary(),
                three =>
                {
                    var (a, b, c) = (Numbered(three.Item1, 1), Numbered(three.Item2, 2), Numbered(three.Item3, 3));
                    var left = EvidenceMerge.Of([EvidenceMerge.Of([a, b]), c]);
                    var right = EvidenceMerge.Of([c, EvidenceMerge.Of([b, a])]);
                    Assert.Equal(Totals(left), Totals(right));
                    Assert.Equal(Totals(left), Totals(EvidenceMerge.Of([b, c, a])));
                    Assert.Equal(left.Syscalls.Count, left.Steps[^1].Known);
                    Assert.Equal(left.Syscalls.Count, left.Steps.Sum(step => step.New));
                    Assert.True(EvidenceMerge.Holds(left, b));
                    return true;
                }
            )
        );
    }

    [Fact]
    public void Evidence_of_one_run_as_it_was_written_before_is_read()
    {
        var evidence = Run(("read", 1));
        var text = System.Text.Encoding.UTF8.GetString(evidence.ToUtf8());
        var start = text.IndexOf("  \"runs\": [", StringComparison.Ordinal);
        var end = text.IndexOf("  \"losses\"", StringComparison.Ordinal);
        var old = text.Remove(start, end - start).Replace(",\n      \"run\": 1", "", StringComparison.Ordinal);

        Assert.NotEqual(text, old);
        Assert.Equal(text, System.Text.Encoding.UTF8.GetString(EvidenceFile.ParseUtf8(System.Text.Encoding.UTF8.GetBytes(old)).ToUtf8()));
    }

    private static IEnumerable<(string, ulong, int, int)> Totals(EvidenceFile evidence) =>
        evidence.Syscalls.Select(call => (call.Name, call.Count, call.Steps, call.Runs));

    // The number tells runs apart that made the same calls.
    private static EvidenceFile Numbered(List<(string Name, int Count)> calls, int number) =>
        Run([.. calls.Select(call => (call.Name, (ulong)call.Count * 10 + (ulong)number))]);

    private static EvidenceFile Run(params (string Name, ulong Count)[] calls) =>
        Evidence(Snapshot([.. calls.Select(call => Call(call.Name, call.Count))]));

    private static EvidenceFile Of(EvidenceFile evidence, Func<EvidenceSubject, EvidenceSubject> change) =>
        evidence with
        {
            Subject = change(evidence.Subject),
            Runs = [evidence.Runs[0] with { Kernel = change(evidence.Subject).Kernel }],
        };
}
