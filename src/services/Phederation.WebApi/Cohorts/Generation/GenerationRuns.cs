using System.Collections.Concurrent;
using System.Threading.Channels;
using Phederation.Services.Hosting.Problems;

namespace Phederation.WebApi.Cohorts.Generation;

/// <summary>The runs of this program: those that wait, those that run, and the last ones that ended.</summary>
internal sealed class GenerationRuns
{
    /// <summary>How many runs may wait.</summary>
    public const int MostWaiting = 100;

    private const int MostEnded = 500;

    private readonly Channel<GenerationRun> _waiting = Channel.CreateBounded<GenerationRun>(MostWaiting);
    private readonly ConcurrentDictionary<GenerationInfoId, GenerationRun> _open = new();
    private readonly ConcurrentQueue<GenerationRun> _ended = new();

    /// <summary>The runs in the order in which they were asked for.</summary>
    public ChannelReader<GenerationRun> Waiting => _waiting.Reader;

    /// <summary>All that are known, the latest first.</summary>
    public IEnumerable<GenerationRun> All => _open.Values.Concat(_ended).OrderByDescending(run => run.Number);

    /// <summary>The run that waits or runs, or null.</summary>
    public GenerationRun? Open(GenerationInfoId id) => _open.GetValueOrDefault(id);

    /// <summary>Keeps a run's place; false when there is one for the same definition and source already.</summary>
    public bool TryOpen(GenerationRun run) => _open.TryAdd(run.Id, run);

    /// <summary>Lets a run wait for its turn.</summary>
    /// <exception cref="ProblemException">429: too many wait.</exception>
    public void Enqueue(GenerationRun run)
    {
        if (!_waiting.Writer.TryWrite(run))
        {
            throw new ProblemException(
                Problem.Of(429, $"{MostWaiting} generations wait already: ask again later.") with
                {
                    RetryAfterSeconds = 30,
                }
            );
        }
    }

    /// <summary>Forgets a run that was never queued.</summary>
    public void Forget(GenerationRun run) => _open.TryRemove(KeyValuePair.Create(run.Id, run));

    /// <summary>A run has ended.</summary>
    public void Close(GenerationRun run)
    {
        _open.TryRemove(KeyValuePair.Create(run.Id, run));
        _ended.Enqueue(run);
        while (_ended.Count > MostEnded && _ended.TryDequeue(out var old))
        {
            old.Dispose();
        }
    }
}
