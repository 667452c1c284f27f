using System.Text;
using Phederation.Fuzzing.Generating;
using Phederation.ParserFuzzing.Campaigns;
using Phederation.ParserFuzzing.Instrumenting;
using Phederation.ParserFuzzing.Mutating;
using Phederation.ParserFuzzing.Reporting;
using Phederation.ParserFuzzing.Sharing;
using Phederation.Processes;

namespace Phederation.ParserFuzzing;

/// <summary>Fuzzes parsers one after the other: the front door.</summary>
/// <param name="options">What, how long, from where.</param>
/// <param name="line">Takes what happened.</param>
/// <param name="progress">Takes where it stands, now and then.</param>
public sealed class ParserFuzzer(ParserFuzzingOptions options, Action<string> line, Action<string> progress)
{
    private const int LargestSeed = 1 << 20;

    // A checkout is no store of inputs: of each parser's a few that reach most.
    private const int MostCommitted = 12;
    private const int LargestCommitted = 6 * 1024;
    private readonly FuzzHostProgram _program = new(options.HostFolder, options.HostProgram, new ProcessRunner());

    /// <summary>Fuzzes, and fails when a parser has a fault.</summary>
    /// <exception cref="ParserFuzzingException">There are faults, or it can't be done as asked.</exception>
    /// <exception cref="OperationCanceledException">Interrupted; the summary is written.</exception>
    public async Task EnsureCleanAsync(CancellationToken cancellationToken)
    {
        var summaries = await RunAsync(cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        if (summaries.Sum(summary => summary.Findings.Count) is > 0 and var count)
        {
            throw new ParserFuzzingException(
                ParserFuzzingFault.Found,
                $"{count} {(count == 1 ? "fault" : "faults")} found; see {Path.Combine(options.WorkFolder, "crashes")}"
            );
        }
    }

    /// <summary>Fuzzes; an interruption ends it early, with what was found until then.</summary>
    /// <exception cref="ParserFuzzingException">It can't be done as asked.</exception>
    public async Task<IReadOnlyList<TargetSummary>> RunAsync(CancellationToken cancellationToken)
    {
        var budget = FuzzBudget.Parse(options.Budget);
        var targets = await _program.TargetsAsync(options.Parsers, cancellationToken);
        var host = await InstrumentedHost.PrepareAsync(
            options.HostFolder,
            options.HostProgram,
            options.WorkFolder,
            await _program.TargetsAsync([], cancellationToken),
            cancellationToken
        );
        line($"{targets.Count} parsers, {host.Blocks} basic blocks counted, seed {options.Seed}, budget {options.Budget}");
        var summaries = new List<TargetSummary>();
        var whole = new CampaignBudget(budget, Executions: null);
        foreach (var target in targets.TakeWhile(_ => !cancellationToken.IsCancellationRequested))
        {
            var share = (budget - whole.Elapsed) / (targets.Count - summaries.Count);
            var summary = await RunAsync(target, host, new CampaignBudget(share, options.Executions), cancellationToken);
            line(summary.ToString());
            summaries.Add(summary);
        }

        var text = string.Concat(summaries.Select(summary => $"{summary}\n{string.Concat(summary.Findings.Select(Story))}"));
        await File.WriteAllTextAsync(Path.Combine(options.WorkFolder, "summary.txt"), text, CancellationToken.None);
        return summaries;
    }

    /// <summary>Runs one input through a parser, uninstrumented, and tells how it ends.</summary>
    /// <param name="file">The input; where no parser is named its folder's name is the parser's.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ParserFuzzingException">It brings out a fault, or can't be run.</exception>
    public async Task ReplayAsync(string file, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
        {
            throw new ParserFuzzingException(ParserFuzzingFault.Missing, $"{file} is not there; give the file of an input");
        }

        if (options.Parsers.Count > 1)
        {
            throw new ParserFuzzingException(ParserFuzzingFault.Usage, "one input is replayed by one parser; name one");
        }

        var name = options.Parsers is [var given] ? given : Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(file)))!;
        var target = (await _program.TargetsAsync([name], cancellationToken))[0];
        var result = await _program.RunAsync(target.Name, Path.GetFullPath(file), cancellationToken);
        foreach (var one in (result.Output + result.Error).Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct().Take(100))
        {
            line(one);
        }

        line(result.ExitCode == 0 ? $"FIXED: {file}" : $"FAILED: {file}");
        if (result.ExitCode != 0)
        {
            throw new ParserFuzzingException(ParserFuzzingFault.Found, $"{target.Name} still has the fault that {file} brings out");
        }
    }

    private async Task<TargetSummary> RunAsync(
        TargetDescription target,
        InstrumentedHost host,
        CampaignBudget budget,
        CancellationToken cancellationToken
    )
    {
        var grown = Path.Combine(options.WorkFolder, "corpus", target.Name);
        Directory.CreateDirectory(grown);
        using var memory = SharedMemoryFile.Create();
        using var area = SharedArea.Create(memory.Path);
        var hostOptions = new HostOptions
        {
            Folder = host.Folder,
            Program = options.HostProgram,
            WorkFolder = options.WorkFolder,
            MemoryBound = options.MemoryBound,
            TimeBound = options.TimeBound,
        };
        await using var executor = new InputExecutor(hostOptions, target.Name, area);
        var faults = new FaultCollector(
            executor,
            new CrashFolder(Path.Combine(options.WorkFolder, "crashes"), target.Name),
            target.Name,
            line
        );
        var random = new FuzzRandom((ulong)options.Seed).Fork(target.Name);
        var campaign = new TargetCampaign(target.Name, target.MaximumLength, executor, TokensOf(target, host), faults, random)
        {
            MostFaults = options.StopsAtFirstFault ? 1 : TargetCampaign.UsualMostFaults,
        };
        string? stopped;
        try
        {
            stopped = await campaign.RunAsync(SeedsOf(target, grown), budget, progress, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            stopped = "interrupted";
        }

        var kept = campaign.Corpus.Minimal().Select(entry => entry.Bytes).ToList();
        CorpusFiles.Write(grown, kept);
        if (options is { UpdatesCorpus: true, CorpusFolder: { } committed })
        {
            var richest = campaign.Corpus.Richest(MostCommitted, LargestCommitted);
            CorpusFiles.Write(Path.Combine(committed, target.Name), [.. richest.Select(entry => entry.Bytes)]);
        }

        return new TargetSummary(
            target.Name,
            executor.Executions,
            budget.Elapsed,
            campaign.Corpus.EdgeCount,
            campaign.Corpus.Entries.Count,
            faults.Findings,
            stopped
        );
    }

    private TokenSet TokensOf(TargetDescription target, InstrumentedHost host)
    {
        var tokens = new TokenSet();
        foreach (
            var file in new[] { host.DictionaryOf(target.Name), Path.Combine(options.CorpusFolder ?? "", target.Name + ".dict") }.Where(
                File.Exists
            )
        )
        {
            tokens.Give(AflDictionary.Parse(File.ReadAllText(file, Encoding.UTF8), file));
        }

        return tokens;
    }

    private List<byte[]> SeedsOf(TargetDescription target, string grown)
    {
        string[] folders = options.CorpusFolder is { } committed ? [Path.Combine(committed, target.Name), grown] : [grown];
        return [.. folders.SelectMany(folder => CorpusFiles.Read(folder, LargestSeed)).DistinctBy(Convert.ToHexString)];
    }

    private static string Story(ParserFinding finding) => $"    {finding.Summary}\n    {finding.File}\n";
}
