using Nuke.Common;
using Nuke.Common.IO;
using Phederation.BuildTasks;
using Phederation.ParserFuzzing;
using Phederation.Pipeline.Reporting;

/// <remarks>Fuzzing of our own parsers.</remarks>
internal sealed partial class Build
{
    private const string FuzzHost = "src/tools/Phederation.FuzzHost";

    [Parameter("FuzzParsers runs each parser this often at most; with it the same seed finds the same again")]
    private readonly long? Executions;

    [Parameter("FuzzParsers takes only these parsers, separated by + (default: all)", Separator = "+")]
    private readonly string[] Parsers = [];

    [Parameter("FuzzParsers only runs this file through its parser, and says FIXED or FAILED", Name = "replay")]
    private readonly AbsolutePath? ReplayedInput;

    [Parameter("FuzzParsers writes a few inputs that reach most to the committed corpus")]
    private readonly bool UpdateCorpus;

    private Target FuzzParsers =>
        _ =>
            _.Description("Fuzzes our parsers of bytes from outside under coverage guidance; fails when one has a fault")
                .Produces(Output / "fuzz-parsers" / "summary.txt")
                .Executes(async () =>
                {
                    await DotNet.BuildProjectAsync(FuzzHost, Cancellation);
                    var report = ConsoleReport.OfThisProcess(TimeProvider.System);
                    var fuzzer = new ParserFuzzer(FuzzingOptions, report.Line, report.Progress);
                    await (
                        ReplayedInput is null ? fuzzer.EnsureCleanAsync(Cancellation) : fuzzer.ReplayAsync(ReplayedInput!, Cancellation)
                    );
                });

    private ParserFuzzingOptions FuzzingOptions =>
        new()
        {
            HostFolder = RootDirectory / FuzzHost / "bin" / DotNet.Configuration / "net10.0",
            WorkFolder = Output / "fuzz-parsers",
            CorpusFolder = RootDirectory / "tests" / "Phederation.ParserFuzzing.Tests" / "Corpus",
            Parsers = Parsers,
            Budget = Budget ?? "10m",
            Executions = Executions,
            Seed = long.TryParse(Seed, out var seed)
                ? seed
                : throw new ParserFuzzingException(ParserFuzzingFault.Usage, $"the seed '{Seed}' is no whole number"),
            UpdatesCorpus = UpdateCorpus,
        };
}
