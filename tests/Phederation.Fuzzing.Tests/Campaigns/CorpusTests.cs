using System.Text;
using Phederation.Fuzzing.Campaigns.Corpora;
using Phederation.Fuzzing.Exchanges;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Sharding;
using Phederation.Testing;

namespace Phederation.Fuzzing.Tests.Campaigns;

public sealed class CorpusTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Corpus_has_few_scenarios_that_bring_all_and_what_they_need()
    {
        var scenarios = new[] { Make(2), Make(5, 2), Make(7), Make(11, 5) }.ToDictionary(scenario => scenario.Number);

        var corpus = CorpusBuilder.Build(
            "m",
            [
                new CorpusCandidate(2, ["a"]),
                new CorpusCandidate(5, ["a", "b"]),
                new CorpusCandidate(7, ["c"]),
                new CorpusCandidate(11, ["a", "b", "d"]),
            ],
            scenarios.GetValueOrDefault
        );

        Assert.Equal([0, 1, 2, 3], corpus.Scenarios.Select(entry => entry.Scenario.Number));
        Assert.Equal(["", "", "c", "a,b,d"], corpus.Scenarios.Select(entry => string.Join(',', entry.Brings)));
        Assert.Equal("/{{1.0.id}}", ((RequestStep)corpus.Scenarios[3].Scenario.Steps[0]).Request.Path);
        Assert.Equal([1], corpus.Scenarios[3].Scenario.Needs);
    }

    [Fact]
    public void File_gives_back_the_corpus_and_is_always_the_same_bytes()
    {
        var corpus = new Corpus("m \"1\"", [new CorpusScenario(Make(0), []), new CorpusScenario(Make(1, 0), ["x | 2xx", "ä"])]);
        CorpusFile.Save(corpus, _folder["a/corpus.json"]);

        var read = CorpusFile.Load(_folder["a/corpus.json"], "m \"1\"");

        Assert.Equal(CorpusFile.Write(corpus), CorpusFile.Write(read));
        Assert.Equal(File.ReadAllBytes(_folder["a/corpus.json"]), CorpusFile.Write(corpus));
        Assert.Equal(["x | 2xx", "ä"], read.Scenarios[1].Brings);
        Assert.Empty(CorpusFile.Read(CorpusFile.Write(new Corpus("m", [])), "f", null).Scenarios);
    }

    [Theory]
    [InlineData("", "f:1:1: this is no JSON")]
    [InlineData("{\n \"corpus\": 1,,\n}", "f:2:14: this is no JSON")]
    [InlineData("[]", "f:1:1: this is no corpus")]
    [InlineData("{}", "f:1:1: 'corpus' is missing")]
    [InlineData("{\n  \"corpus\": 2,\n  \"model\": \"m\" }", "f:2:13: the corpus has the version 2; this program reads 1")]
    [InlineData("{ \"corpus\": 1,\n  \"model\": \"other\" }", "f:2:12: the corpus is of the model 'other', not of 'm'")]
    [InlineData("{ \"corpus\": 1, \"model\": \"m\", \"scenarios\": 5 }", "f:1:43: 'scenarios' is missing or no array")]
    [InlineData("{ \"corpus\": 1, \"model\": \"m\", \"scenarios\": [\n  {}] }", "f:2:3: this is no scenario of a corpus")]
    [InlineData(
        "{ \"corpus\": 1, \"model\": \"m\", \"scenarios\": [\n {\"scenario\":{\"number\":1,\"kind\":\"k\",\"steps\":[]},\"brings\":[]}] }",
        "f:2:2: this is no scenario of a corpus: its number isn't its place"
    )]
    public void File_that_is_none_is_told_with_its_place(string text, string message)
    {
        var error = Assert.Throws<FuzzException>(() => CorpusFile.Read(Encoding.UTF8.GetBytes(text), "f", "m"));

        Assert.Equal(FuzzErrorKind.BadInput, error.Kind);
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Queue_hands_out_scenarios_under_new_numbers_and_each_shard_its_part()
    {
        var corpus = new Corpus(
            "m",
            [new CorpusScenario(Make(0), []), new CorpusScenario(Make(1, 0), ["a"]), new CorpusScenario(Make(2), ["b"])]
        );

        var whole = Take(new CorpusQueue(corpus, Shard.Whole), 10);
        var first = Take(new CorpusQueue(corpus, new Shard(0, 2)), 10);
        var second = Take(new CorpusQueue(corpus, new Shard(1, 2)), 10);

        Assert.Equal(["10", "11 needs 10 /{{10.0.id}}", "12"], whole);
        Assert.Equal(["10"], first);
        Assert.Equal(["10", "11 needs 10 /{{10.0.id}}"], second);
    }

    private static List<string> Take(CorpusQueue queue, long number)
    {
        var taken = new List<string>();
        while (queue.Next(number) is { } scenario)
        {
            var path = ((RequestStep)scenario.Steps[0]).Request.Path;
            taken.Add(scenario.Needs.Count == 0 ? $"{number}" : $"{number} needs {string.Join(',', scenario.Needs)} {path}");
            number++;
        }

        return taken;
    }

    private static Scenario Make(long number, params long[] needs) =>
        new()
        {
            Number = number,
            Kind = "k",
            Needs = needs,
            Steps =
            [
                new RequestStep
                {
                    Operation = "o",
                    Intent = RequestIntent.Open,
                    Request = new FuzzRequest { Method = "GET", Path = needs.Length == 0 ? "/" : $"/{{{{{needs[0]}.0.id}}}}" },
                },
            ],
        };
}
