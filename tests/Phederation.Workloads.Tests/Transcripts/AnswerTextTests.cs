using Phederation.Workloads.Steps;
using Phederation.Workloads.Transcripts;

namespace Phederation.Workloads.Tests.Transcripts;

public sealed class AnswerTextTests
{
    [Fact]
    public void Long_answer_is_shortened_but_a_change_in_what_is_left_out_still_shows()
    {
        var lines = Enumerable.Range(0, 1000).Select(number => $"line {number}").ToArray();
        var answer = Collect(lines);
        lines[900] = "line X";

        Assert.True(answer.Count < 30);
        Assert.Contains("more lines, sha256", answer[^1]);
        Assert.NotEqual(answer, Collect(lines));
    }

    [Fact]
    public void Long_line_is_shortened_but_a_change_at_its_end_still_shows()
    {
        var answer = Collect([new string('a', 5000)]);

        Assert.True(answer.Single().Length < 400);
        Assert.NotEqual(answer, Collect([new string('a', 4999) + "b"]));
    }

    [Fact]
    public void Sorted_answer_is_the_same_in_any_order()
    {
        Assert.Equal(Collect(["b", "a"], AnswerPart.Sorted), Collect(["a", "b"], AnswerPart.Sorted));
        Assert.NotEqual(Collect(["b", "a"]), Collect(["a", "b"]));
    }

    [Fact]
    public void Part_none_writes_nothing() => Assert.Empty(Collect(["a"], AnswerPart.None));

    private static IReadOnlyList<string> Collect(string[] lines, AnswerPart part = AnswerPart.Text)
    {
        var answer = new AnswerText(new Normaliser([]));
        answer.AddLines("out", lines, part);
        return answer.Lines;
    }
}
