using Phederation.ParserFuzzing.Reporting;

namespace Phederation.ParserFuzzing.Campaigns;

/// <summary>Takes the faults of a campaign: tells new ones from known ones, makes sure of them, makes their inputs small, and keeps them.</summary>
internal sealed class FaultCollector(InputExecutor executor, CrashFolder crashes, string target, Action<string> line)
{
    private const int CheapTries = 1500;

    // Each costs a child, and a hang its time too.
    private const int TriesOfDeaths = 40;
    private const int TriesOfHangs = 12;
    private readonly Dictionary<FaultKey, ParserFinding> _findings = [];

    /// <summary>What was found, in that order.</summary>
    public IReadOnlyList<ParserFinding> Findings => [.. _findings.Values];

    /// <summary>Takes a fault that an input brought out.</summary>
    public async Task TakeAsync(byte[] input, InputFault fault, CancellationToken cancellationToken)
    {
        var key = FaultKey.Of(fault);
        if (_findings.ContainsKey(key))
        {
            return;
        }

        var executions = executor.Executions;
        var (_, again) = await executor.RunOneAsync(input, compares: false, timeFactor: 2, cancellationToken);
        var isRepeatable = again is not null && FaultKey.Of(again) == key;

        // Endless once, quick the second time: the machine was busy, or the first run in a child made something.
        if (!isRepeatable && fault.Kind == FaultKind.Hang)
        {
            return;
        }

        // Kept before it is made smaller: an end of the time in between must not lose it.
        var path = await crashes.WriteAsync(key, input, fault, CancellationToken.None);
        var finding = new ParserFinding(target, key.ToString(), path, executions, isRepeatable);
        _findings[key] = finding;
        var reduced = isRepeatable ? await ReduceAsync(input, key, cancellationToken) : input;
        await crashes.WriteAsync(key, reduced, fault, CancellationToken.None);
        line($"{target}: FAULT after {executions} executions: {finding.Summary}{(isRepeatable ? "" : " (not repeatable)")}");
        line($"    {path} ({reduced.Length} bytes); repeat it: {CrashFolder.RepeatCommand(target, path)}");
    }

    private Task<byte[]> ReduceAsync(byte[] input, FaultKey key, CancellationToken cancellationToken) =>
        InputReducer.ReduceAsync(
            input,
            async smaller =>
            {
                var (_, fault) = await executor.RunOneAsync(smaller, compares: false, timeFactor: 1, cancellationToken);
                return fault is not null && FaultKey.Of(fault) == key;
            },
            key.Kind switch
            {
                FaultKind.Death => TriesOfDeaths,
                FaultKind.Hang => TriesOfHangs,
                _ => CheapTries,
            }
        );
}
