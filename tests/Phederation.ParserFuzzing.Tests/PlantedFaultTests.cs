using Phederation.ParserFuzzing.Reporting;
using Phederation.Testing;

namespace Phederation.ParserFuzzing.Tests;

/// <summary>Every kind of fault, put into parsers of a child program of their own: each is found, and none where there is none.</summary>
public sealed class PlantedFaultTests(PlantedFaultTests.Work work) : IClassFixture<PlantedFaultTests.Work>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory(Timeout = 300_000)]
    [InlineData("magic", "System.InvalidOperationException at Phederation.ParserFuzzing.Planted.Parsers.PlantedParsers.Magic", 200_000)]
    [InlineData("word", "System.InvalidOperationException at Phederation.ParserFuzzing.Planted.Parsers.PlantedParsers.Word", 50_000)]
    [InlineData("keyword", "System.Collections.Generic.KeyNotFoundException at ", 200_000)]
    [InlineData("secret", "System.InvalidOperationException at Phederation.ParserFuzzing.Planted.Parsers.PlantedParsers.Secret", 50_000)]
    [InlineData("stack", "StackOverflow at Phederation.ParserFuzzing.Planted.Parsers.PlantedParsers.Descend", 50_000)]
    [InlineData("loop", "Hang", 50_000)]
    [InlineData("memory", "Memory", 50_000)]
    [InlineData("promise", "Phederation.ParserFuzzing.Targets.BrokenPromiseException at ", 100_000)]
    [InlineData("async", "System.NotSupportedException at Phederation.ParserFuzzing.Planted.Parsers.PlantedParsers", 200_000)]
    public async Task Planted_fault_is_found_and_can_be_repeated(string parser, string summary, int executions)
    {
        var options = Hosts.PlantedOptions(work.Folder.Path, parser) with
        {
            Executions = executions,
            StopsAtFirstFault = true,
            TimeBound = TimeSpan.FromSeconds(0.5),
        };
        var lines = new List<string>();
        var fuzzer = new ParserFuzzer(options, lines.Add, _ => { });

        var found = Assert.Single((await fuzzer.RunAsync(Cancellation))[0].Findings);

        Assert.StartsWith(summary, found.Summary, StringComparison.Ordinal);
        Assert.True(found.IsRepeatable);
        Assert.True(File.Exists(found.File + ".txt"));
        Assert.Contains(lines, line => line.Contains($"--parsers {parser} --replay {found.File}", StringComparison.Ordinal));
        if (parser is not ("loop" or "memory"))
        {
            // What takes memory or time is no fault of the uninstrumented run by itself.
            var failed = await Assert.ThrowsAsync<ParserFuzzingException>(() => fuzzer.ReplayAsync(found.File, Cancellation));
            Assert.Equal(ParserFuzzingFault.Found, failed.Fault);
            Assert.Contains(lines, line => line.StartsWith("FAILED: ", StringComparison.Ordinal));
        }
    }

    [Theory(Timeout = 300_000)]
    [InlineData("clean")]
    [InlineData("filter")]
    public async Task Parser_without_a_fault_gives_no_finding(string parser)
    {
        var options = Hosts.PlantedOptions(work.Folder.Path, parser) with { Executions = 20_000 };

        var summary = (await new ParserFuzzer(options, _ => { }, _ => { }).RunAsync(Cancellation))[0];

        Assert.Empty(summary.Findings);
        Assert.Null(summary.Stopped);
        Assert.InRange(summary.Executions, 20_000, 22_000);
        Assert.InRange(summary.Edges, 5, 300);
    }

    [Fact(Timeout = 300_000)]
    public async Task Input_of_a_fault_is_made_small()
    {
        var options = Hosts.PlantedOptions(work.Folder.Path, "magic") with { Executions = 2_000_000, StopsAtFirstFault = true };

        var summary = (await new ParserFuzzer(options, _ => { }, _ => { }).RunAsync(Cancellation))[0];

        Assert.Equal(5, new FileInfo(Assert.Single(summary.Findings).File).Length);
    }

    [Fact(Timeout = 300_000)]
    public async Task Same_seed_gives_the_same_corpus_and_another_one_another()
    {
        var first = await CorpusOfAsync(3);

        Assert.Equal(first, await CorpusOfAsync(3));
        Assert.NotEqual(first, await CorpusOfAsync(4));
    }

    private static async Task<IReadOnlyList<string?>> CorpusOfAsync(long seed)
    {
        using var folder = new TempFolder();
        var options = Hosts.PlantedOptions(folder.Path, "keyword") with { Executions = 5_000, Seed = seed };
        IReadOnlyList<TargetSummary> summaries = await new ParserFuzzer(options, _ => { }, _ => { }).RunAsync(Cancellation);
        return [.. Directory.GetFiles(folder["corpus/keyword"]).Select(Path.GetFileName).Order(), $"{summaries[0].Executions}"];
    }

    /// <summary>One copy of the instrumented program for all tests.</summary>
    public sealed class Work : IDisposable
    {
        public TempFolder Folder { get; } = new();

        public void Dispose() => Folder.Dispose();
    }
}
