using Phederation.FuzzHost;
using Phederation.ParserFuzzing.Hosting;
using Phederation.ParserFuzzing.Targets;
using Phederation.Testing;

namespace Phederation.ParserFuzzing.Tests;

/// <summary>The project's own parsers.</summary>
public sealed class RealParsersTests
{
    private const long LargestCorpus = 300 * 1024;

    public static TheoryData<string> Names => [.. FuzzTargets.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Corpus_is_taken_or_refused_in_order(string name)
    {
        var target = FuzzTargets.All.Single(target => target.Name == name);
        var files = Directory.GetFiles(Path.Combine(Hosts.Corpus, name));
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            var run = new InputRunner(target).Run(File.ReadAllBytes(file), 256L << 20);
            Assert.False(run.IsFault, $"{file}: {run.Describe()}");
        }
    }

    // A layout's blobs are files of their own, which no single input has: none is taken whole.
    public static TheoryData<string> NamesOfWholeInputs =>
        [.. FuzzTargets.All.Select(target => target.Name).Where(name => name != "oci-layout")];

    [Theory]
    [MemberData(nameof(NamesOfWholeInputs))]
    public void Some_input_of_the_corpus_is_taken(string name)
    {
        var target = FuzzTargets.All.Single(target => target.Name == name);
        Assert.Contains(
            Directory.GetFiles(Path.Combine(Hosts.Corpus, name)),
            file => new InputRunner(target).Run(File.ReadAllBytes(file), long.MaxValue).Status == Sharing.InputStatus.Taken
        );
    }

    [Fact]
    public void Corpus_is_small_and_of_known_parsers()
    {
        var names = FuzzTargets.All.Select(target => target.Name).ToHashSet();
        Assert.All(Directory.GetDirectories(Hosts.Corpus), folder => Assert.Contains(Path.GetFileName(folder), names));
        Assert.InRange(
            Directory.GetFiles(Hosts.Corpus, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length),
            1,
            LargestCorpus
        );
    }

    [Fact]
    public void Targets_have_names_that_can_be_folders_and_bounds()
    {
        Assert.All(FuzzTargets.All, target => Assert.Matches("^[a-z][a-z0-9-]{1,30}$", target.Name));
        Assert.All(FuzzTargets.All, target => Assert.InRange(target.MaximumLength, 16, 1 << 20));
        Assert.Distinct(FuzzTargets.All.Select(target => target.Name));
    }

    [Fact(Timeout = 300_000)]
    public async Task Short_fuzzing_of_all_parsers_finds_no_fault()
    {
        using var folder = new TempFolder();
        var options = new ParserFuzzingOptions
        {
            HostFolder = Hosts.Real,
            WorkFolder = folder.Path,
            CorpusFolder = Hosts.Corpus,
            Executions = 400,
            Budget = "4m",
        };
        var lines = new List<string>();

        var summaries = await new ParserFuzzer(options, lines.Add, _ => { }).RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(FuzzTargets.All.Select(target => target.Name), summaries.Select(summary => summary.Target));
        Assert.True(summaries.All(summary => summary.Findings.Count == 0), string.Join('\n', lines));
        Assert.All(summaries, summary => Assert.True(summary.Edges > 10, summary.ToString()));
    }
}
