using System.Globalization;
using Phederation.ParserFuzzing;
using Phederation.Processes;

namespace Phederation.Benchmarks;

/// <summary>Executions a second of parser fuzzing, beside AFL++'s own loop on the same instrumented child, in turns.</summary>
internal sealed class ParserBenchmark(string root, string output, IProcessRunner processes)
{
    private const int Seconds = 10;
    private static readonly string[] Parsers = ["canonical-json", "toml"];

    public async Task RunAsync(int rounds, CancellationToken cancellationToken)
    {
        if (Programs.Find("afl-fuzz") is null)
        {
            Figures.Single("parser fuzzing / AFL++'s loop", "not measured", "afl-fuzz is not installed: apt-get install afl++");
            return;
        }

        var folder = Path.Combine(output, "benchmark-parsers");
        foreach (var parser in Parsers)
        {
            var (ours, theirs) = (new List<double>(), new List<double>());
            for (var round = 0; round < rounds; round++)
            {
                // Ours makes the instrumented program that both run. Each round begins with the same corpus.
                Directory.Delete(Directory.CreateDirectory(Path.Combine(folder, "corpus")).FullName, recursive: true);
                ours.Add(await OursAsync(parser, folder, cancellationToken));
                theirs.Add(await AflAsync(parser, folder, round, cancellationToken));
            }

            Figures.Ratio($"parser fuzzing / AFL++'s loop, executions of {parser}", ours, theirs, "aim ≥ 1");
        }
    }

    private async Task<double> OursAsync(string parser, string folder, CancellationToken cancellationToken)
    {
        var configuration = AppContext.BaseDirectory.TrimEnd('/').Split('/')[^2];
        var options = new ParserFuzzingOptions
        {
            HostFolder = Path.Combine(root, "src/tools/Phederation.FuzzHost/bin", configuration, "net10.0"),
            WorkFolder = folder,
            CorpusFolder = Corpus,
            Parsers = [parser],
            Budget = $"{Seconds}s",
        };
        return (await new ParserFuzzer(options, _ => { }, _ => { }).RunAsync(cancellationToken))[0].Rate;
    }

    private async Task<double> AflAsync(string parser, string folder, int round, CancellationToken cancellationToken)
    {
        var results = Path.Combine(folder, $"afl-{parser}-{round}");
        if (Directory.Exists(results))
        {
            Directory.Delete(results, recursive: true);
        }

        var request = new ProcessRequest
        {
            Program = "afl-fuzz",
            Arguments =
            [
                .. new[] { "-i", Path.Combine(Corpus, parser), "-o", results, "-t", "5000", "-m", "none", "-s", "1", "-V", $"{Seconds}" },
                .. new[] { "-x", Path.Combine(folder, "dictionaries", parser + ".dict") },
                .. new[] { "--", Path.Combine(folder, "host", "phederation-fuzz-host"), parser },
            ],
            Environment = new Dictionary<string, string?>
            {
                ["AFL_SKIP_BIN_CHECK"] = "1",
                ["AFL_NO_UI"] = "1",
                ["AFL_NO_AFFINITY"] = "1",
                ["AFL_SKIP_CPUFREQ"] = "1",
                ["AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES"] = "1",
            },
            TimeLimit = TimeSpan.FromMinutes(2),
            Overflow = OutputOverflow.KeepEnd,
        };
        (await processes.RunAsync(request, cancellationToken)).EnsureSuccess(request);
        var rate = File.ReadLines(Path.Combine(results, "default", "fuzzer_stats"))
            .First(line => line.StartsWith("execs_per_sec", StringComparison.Ordinal));
        return double.Parse(rate.Split(':')[1], CultureInfo.InvariantCulture);
    }

    private string Corpus => Path.Combine(root, "tests/Phederation.ParserFuzzing.Tests/Corpus");
}
