using Phederation.ParserFuzzing.Sharing;

namespace Phederation.ParserFuzzing.Campaigns;

/// <summary>Runs inputs of one target, and goes on with another child when one dies.</summary>
internal sealed class InputExecutor : IAsyncDisposable
{
    private readonly HostOptions _options;
    private readonly string _target;
    private HostProcess? _host;

    /// <param name="options">How the child is run.</param>
    /// <param name="target">The parser.</param>
    /// <param name="area">The memory that is shared with the child.</param>
    public InputExecutor(HostOptions options, string target, SharedArea area)
    {
        (_options, _target, Area) = (options, target, area);
        area.Header.MemoryBound = options.MemoryBound;
    }

    /// <summary>
    /// An input that every new child runs before it counts. The first run in a process takes ways that no later one takes (what is made once):
    /// they are not the next input's merit.
    /// </summary>
    public Task WarmUpWithAsync(byte[] input, CancellationToken cancellationToken) =>
        File.WriteAllBytesAsync(Area.Path + SharedArea.WarmUpSuffix, input, cancellationToken);

    /// <summary>Runs of inputs so far.</summary>
    public long Executions { get; private set; }

    /// <summary>Children that died or were ended so far.</summary>
    public int Deaths { get; private set; }

    /// <summary>The shared memory.</summary>
    public SharedArea Area { get; }

    /// <summary>Runs the batch that stands in the shared memory; what is no fault stands in its results.</summary>
    public Task<IReadOnlyList<InputFault>> RunBatchAsync(CancellationToken cancellationToken) =>
        RunBatchAsync(_options.TimeBound, cancellationToken);

    /// <summary>Runs one input, without learning from it.</summary>
    /// <param name="input">The bytes.</param>
    /// <param name="compares">Whether the parser's comparisons are noted.</param>
    /// <param name="timeFactor">How many times the bound it may take.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public async Task<(InputResult Result, InputFault? Fault)> RunOneAsync(
        ReadOnlyMemory<byte> input,
        bool compares,
        int timeFactor,
        CancellationToken cancellationToken
    )
    {
        Area.Begin(learns: false, compares);
        Area.TryAdd(input.Span);
        var faults = await RunBatchAsync(_options.TimeBound * timeFactor, cancellationToken);
        return (Area.Results[0], faults.Count > 0 ? faults[0] : null);
    }

    private async Task<IReadOnlyList<InputFault>> RunBatchAsync(TimeSpan timeBound, CancellationToken cancellationToken)
    {
        var faults = new List<InputFault>();
        while (Area.Header.Next < Area.Header.Count)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var host = _host ??= await StartAsync(cancellationToken);
            var before = Area.Header.Next;
            var fault = await host.RunAsync(timeBound, cancellationToken);
            if (fault is { Kind: FaultKind.Death or FaultKind.Hang })
            {
                await StopAsync();
                Deaths++;
                Area.Header.Next++;
            }

            Executions += Area.Header.Next - before;
            if (fault is not null)
            {
                faults.Add(fault);
            }
        }

        return faults;
    }

    public ValueTask DisposeAsync() => StopAsync();

    private async ValueTask StopAsync()
    {
        if (_host is { } host)
        {
            _host = null;
            await host.DisposeAsync();
        }
    }

    private Task<HostProcess> StartAsync(CancellationToken cancellationToken) =>
        HostProcess.StartAsync(_options, _target, Area, cancellationToken);
}
