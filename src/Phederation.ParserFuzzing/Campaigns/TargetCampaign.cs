using Phederation.Fuzzing.Generating;
using Phederation.ParserFuzzing.Mutating;
using Phederation.ParserFuzzing.Sharing;

namespace Phederation.ParserFuzzing.Campaigns;

/// <summary>Fuzzes one parser: chooses an input, runs changed copies of it, keeps those that take new ways.</summary>
internal sealed class TargetCampaign(
    string target,
    int maximumLength,
    InputExecutor executor,
    TokenSet tokens,
    FaultCollector faults,
    FuzzRandom random
)
{
    private const int TrimTries = 96;

    // A parser that ends its child so often is slow to fuzz, and shows nothing new.
    private const int MostDeaths = 60;

    /// <summary>Whoever has so much to mend mends that first.</summary>
    public const int UsualMostFaults = 50;
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(2);
    private readonly Mutator _mutator = new(random, tokens, maximumLength);
    private TimeSpan _told;
    private CancellationToken _interrupted;

    /// <summary>After how many faults the fuzzing ends.</summary>
    public int MostFaults { get; init; } = UsualMostFaults;

    /// <summary>The inputs that took ways of their own.</summary>
    public Corpus Corpus { get; } = new();

    /// <summary>Fuzzes until the budget is used up.</summary>
    /// <param name="seeds">Where it begins; those beyond the longest input are cut.</param>
    /// <param name="budget">How long.</param>
    /// <param name="progress">Takes a line now and then.</param>
    /// <param name="cancellationToken">Ends it; what was found stays.</param>
    /// <returns>Why it ended early, or null.</returns>
    public async Task<string?> RunAsync(
        IReadOnlyList<byte[]> seeds,
        CampaignBudget budget,
        Action<string> progress,
        CancellationToken cancellationToken
    )
    {
        // An input that takes long must not stretch the time: what is under way when it ends is dropped.
        _interrupted = cancellationToken;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        end.CancelAfter(budget.Time > budget.Elapsed ? budget.Time - budget.Elapsed : TimeSpan.Zero);
        try
        {
            await FuzzAsync(seeds, budget, progress, end.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested) { }

        return WhyStopped();
    }

    private async Task FuzzAsync(
        IReadOnlyList<byte[]> seeds,
        CampaignBudget budget,
        Action<string> progress,
        CancellationToken cancellationToken
    )
    {
        await LoadAsync(seeds, cancellationToken);
        while (!budget.IsSpent(executor.Executions) && WhyStopped() is null)
        {
            var entry = Corpus.Next(random);
            for (var left = Corpus.EnergyOf(entry); left > 0 && !budget.IsSpent(executor.Executions) && WhyStopped() is null; )
            {
                left -= FillBatch(entry, left);
                await TakeBatchAsync(entry.Depth + 1, cancellationToken);
            }

            if (budget.Elapsed - _told > ProgressInterval)
            {
                _told = budget.Elapsed;
                progress(
                    $"{target}: {budget.Elapsed.TotalSeconds:0} s, {executor.Executions} executions "
                        + $"({executor.Executions / budget.Elapsed.TotalSeconds:0}/s), {Corpus.EdgeCount} edges, corpus {Corpus.Entries.Count}, "
                        + $"{faults.Findings.Count} faults"
                );
            }
        }
    }

    private string? WhyStopped() =>
        executor.Deaths >= MostDeaths ? $"stopped, for its child died {executor.Deaths} times: mend what was found first"
        : faults.Findings.Count >= MostFaults
            ? MostFaults == 1 ? "stopped at its first fault"
                : $"stopped at {MostFaults} faults: mend them first"
        : null;

    // Each seed by itself: a batch would end at the first that is faulty.
    private async Task LoadAsync(IReadOnlyList<byte[]> seeds, CancellationToken cancellationToken)
    {
        foreach (
            var seed in seeds.Select(seed => seed.Length > maximumLength ? seed[..maximumLength] : seed).Append([]).Append([(byte)'0'])
        )
        {
            executor.Area.Begin(learns: true);
            executor.Area.TryAdd(seed);
            await TakeBatchAsync(depth: 0, cancellationToken);
        }

        // Even where every seed is faulty there must be something to begin with.
        if (Corpus.Entries.Count == 0)
        {
            Corpus.Add(
                new CorpusEntry
                {
                    Bytes = [(byte)'0'],
                    Edges = [],
                    Work = 1,
                    IsTaken = false,
                    Depth = 0,
                }
            );
        }

        await executor.WarmUpWithAsync(Corpus.Entries[0].Bytes, cancellationToken);
    }

    private int FillBatch(CorpusEntry entry, int most)
    {
        var area = executor.Area;
        area.Begin(learns: true);
        var count = 0;
        while (count < most && area.TryAdd(_mutator.Mutate(entry.Bytes, random.Pick(Corpus.Entries).Bytes)))
        {
            count++;
        }

        return count;
    }

    private async Task TakeBatchAsync(int depth, CancellationToken cancellationToken)
    {
        var area = executor.Area;
        var found = await executor.RunBatchAsync(cancellationToken);

        // Copied first: what follows runs inputs of its own in the same memory.
        var faulty = found.Select(fault => (Input: area.Input(fault.Index).ToArray(), fault)).ToList();
        var news = Enumerable
            .Range(0, area.Header.Count)
            .Where(index => area.Results[index] is { News: > 0, Status: InputStatus.Taken or InputStatus.Refused })
            .Select(index => area.Input(index).ToArray())
            .ToList();
        foreach (var input in news)
        {
            await AddAsync(input, depth, cancellationToken);
        }

        foreach (var (input, fault) in faulty)
        {
            await faults.TakeAsync(input, fault, _interrupted);
        }
    }

    // Twice: ways that differ by themselves (what is made once, a cache) are no reason to keep an input, nor to trim it by.
    private async Task AddAsync(byte[] input, int depth, CancellationToken cancellationToken)
    {
        var (first, fault) = await executor.RunOneAsync(input, compares: false, timeFactor: 1, cancellationToken);
        if (fault is not null)
        {
            await faults.TakeAsync(input, fault, _interrupted);
            return;
        }

        var trimmed = await InputReducer.ReduceAsync(
            input,
            async smaller =>
                await executor.RunOneAsync(smaller, compares: false, timeFactor: 1, cancellationToken) is { Fault: null } again
                && again.Result.Path == first.Path
                && again.Result.Status == first.Status,
            TrimTries
        );
        var (result, late) = await executor.RunOneAsync(trimmed, compares: true, timeFactor: 1, cancellationToken);
        if (late is null)
        {
            tokens.Learn(executor.Area.Comparisons.Read());
            Corpus.Add(
                new CorpusEntry
                {
                    Bytes = trimmed,
                    Edges = EdgesOf(executor.Area.Map),
                    Work = result.Work,
                    IsTaken = result.Status == InputStatus.Taken,
                    Depth = depth,
                }
            );
        }
    }

    private static int[] EdgesOf(ReadOnlySpan<byte> map)
    {
        var edges = new List<int>();
        for (var at = 0; at < map.Length; at++)
        {
            if (map[at] != 0)
            {
                edges.Add(at);
            }
        }

        return [.. edges];
    }
}
