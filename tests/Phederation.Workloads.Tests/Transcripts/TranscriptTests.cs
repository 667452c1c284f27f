using Phederation.Testing;
using Phederation.Workloads.Transcripts;

namespace Phederation.Workloads.Tests.Transcripts;

public sealed class TranscriptTests
{
    [Fact]
    public void Transcript_saved_and_loaded_is_the_same_byte_for_byte()
    {
        using var folder = new TempFolder();
        var transcript = Make(new TranscriptStep("a", "init", "start", StepOutcome.Passed, ["ready", "ünïcode \"quoted\" <time>"]));
        transcript.Save(folder["t.json"]);

        var loaded = Transcript.Load(folder["t.json"]);

        Assert.Equal(transcript.ToJson(), loaded.ToJson());
        Assert.Empty(Transcript.Compare(transcript, loaded));
        Assert.Equal(["t.json"], Directory.GetFiles(folder.Path).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"schema\":2}")]
    [InlineData("{\"schema\":1,\"workloadSha256\":1}")]
    [InlineData("{\"schema\":1,\"workloadSha256\":\"\",\"imageId\":\"\",\"steps\":[{}]}")]
    public void File_that_is_no_transcript_is_refused_by_name(string text)
    {
        using var folder = new TempFolder();
        var path = folder.Write("t.json", text);

        Assert.Contains(path, Assert.Throws<InvalidDataException>(() => Transcript.Load(path)).Message);
    }

    [Fact]
    public void Compare_names_the_first_differing_line_of_each_step()
    {
        var expected = Make(Step("a", "1", "2"), Step("b", "x"), Step("c", "y"));
        var actual = Make(Step("a", "1", "3", "4"), Step("b", "x"), Step("c"));

        Assert.Equal([new("a", 2, "2", "3"), new("c", 1, "y", null)], Transcript.Compare(expected, actual));
    }

    [Fact]
    public void Compare_says_which_step_was_not_reached()
    {
        var difference = Assert.Single(Transcript.Compare(Make(Step("a"), Step("b")), Make(Step("a"))));

        Assert.Equal("b", difference.StepId);
        Assert.Contains("wasn't reached", difference.ToString());
    }

    [Fact]
    public void Compare_of_different_workloads_says_only_that()
    {
        var other = Make(Step("a", "1")) with { WorkloadSha256 = "other" };

        Assert.Equal("(workload)", Assert.Single(Transcript.Compare(Make(Step("a", "2")), other)).StepId);
    }

    [Fact]
    public void Compare_sees_a_step_that_failed_with_the_same_answer()
    {
        var failed = Step("a", "1") with { Outcome = StepOutcome.Failed };

        Assert.Single(Transcript.Compare(Make(Step("a", "1")), Make(failed)));
    }

    private static TranscriptStep Step(string id, params string[] answer) => new(id, "serving", "sql", StepOutcome.Passed, answer);

    private static Transcript Make(params TranscriptStep[] steps) =>
        new()
        {
            WorkloadSha256 = "w",
            ImageId = "sha256:i",
            Steps = steps,
        };
}
