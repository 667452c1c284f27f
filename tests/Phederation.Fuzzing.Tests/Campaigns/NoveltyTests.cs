using Phederation.Fuzzing.Buckets;
using Phederation.Fuzzing.Campaigns;
using Phederation.Fuzzing.Campaigns.Novelty;
using Phederation.Fuzzing.Journals;
using Phederation.Testing;
using Phederation.Testing.Fuzzed;

namespace Phederation.Fuzzing.Tests.Campaigns;

public sealed class NoveltyTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", "")]
    [InlineData("  \n", "")]
    [InlineData("<h1>Error 500 at 10:20:30</h1>", "<h<n>>Error <n> at <time></h<n>>")]
    [InlineData(
        "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"code\":\"not-found\",\"diagnostics\":\"Patient/17 is gone\"}]}",
        "not-found / Patient/<n> is gone"
    )]
    [InlineData(
        "{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"detail\":\"'x' isn't one\",\"traceId\":\"00-1\"}",
        "Bad Request / <text> isn't one"
    )]
    [InlineData("{\"error\":{\"Message\":\"row 5\"}}", "row <n>")]
    [InlineData("{\"message\":\"cut off\",\"x\":\"", "cut off")]
    [InlineData("[1, 2]", "[<n>, <n>]")]
    [InlineData("{not json 12", "{not json <n>")]
    public void Template_is_the_error_that_a_body_tells_of(string body, string template) =>
        Assert.Equal(template, ErrorTemplate.Of(System.Text.Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void Template_of_a_body_that_was_cut_for_the_journal_is_the_same()
    {
        var body = System.Text.Encoding.UTF8.GetBytes($"{{\"data\":\"{new string('x', 100_000)}\",\"message\":\"late\"}}");

        Assert.Equal(ErrorTemplate.Of(body), ErrorTemplate.Of(body.AsMemory(0, JournalLimits.AnswerBody)));
    }

    [Fact(Timeout = 60_000)]
    public async Task What_comes_again_is_rewarded_and_what_is_chance_is_not()
    {
        await using var service = await NotesService.StartAsync();
        var campaign = new NotesCampaign(service.Base, _folder["one"]) with
        {
            Budget = new CampaignBudget(400),
            Novelty = new SearchSyscalls(service),
            Options = options => options with { Confirmations = 0 },
        };

        var result = await campaign.RunAsync();

        var runs = CampaignJournal.Read(_folder["one"]).Runs().ToList();
        var rewarded = runs.Where(run => run.Signals.Count > 0).ToList();
        Assert.All(rewarded, run => Assert.Equal((ScenarioOrigin.Repeated, "mmap munmap"), (run.Origin, Assert.Single(run.Signals))));
        Assert.Single(rewarded);

        // The chance ones were each tried once more, and no more often: there is always another.
        Assert.InRange(runs.Count(run => run.Origin == ScenarioOrigin.Repeated), 2, runs.Count / 2 + 1);
        Assert.Contains(result.Corpus.Scenarios, scenario => scenario.Brings.Contains("signal | mmap munmap"));
    }

    [Fact]
    public void Signal_that_does_not_come_again_is_tried_three_times_at_most()
    {
        var trials = new SignalTrials();
        for (var trial = 0; trial < SignalTrials.MostTrials; trial++)
        {
            Assert.Equal(["chance"], trials.Unknown(["chance"]));
            Assert.Empty(trials.Judge(["chance"], []));
        }

        Assert.Empty(trials.Unknown(["chance"]));
        Assert.Equal(["real"], trials.Judge(["real"], ["real", "more"]));
        Assert.Equal(["more"], trials.Unknown(["real", "more"]));
    }

    /// <summary>Searches always show the same thing, and every tenth look something that never comes again.</summary>
    private sealed class SearchSyscalls(NotesService service) : INoveltySource
    {
        private int _read;
        private int _looks;

        public ValueTask<IReadOnlyCollection<string>> TakeAsync(CancellationToken cancellationToken)
        {
            var seen = service.Seen.Skip(_read).ToList();
            _read += seen.Count;
            List<string> signals = [];
            if (seen.Any(line => line.Contains("?text=milk", StringComparison.Ordinal)))
            {
                signals.Add("mmap munmap");
            }

            if (++_looks % 10 == 0)
            {
                signals.Add($"chance {_looks}");
            }

            return ValueTask.FromResult<IReadOnlyCollection<string>>(signals);
        }
    }
}
