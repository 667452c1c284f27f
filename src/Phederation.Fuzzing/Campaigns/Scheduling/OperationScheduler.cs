using Phederation.Fuzzing.Generating;
using Phederation.Fuzzing.Models;
using Phederation.Fuzzing.Sharding;

namespace Phederation.Fuzzing.Campaigns.Scheduling;

/// <summary>
/// Chooses what to ask for next. An operation that was asked for rarely, or that lately brought something new, is chosen more often; one whose needs
/// the pool can't meet isn't chosen, and who makes what it needs is chosen the more.
/// </summary>
public sealed class OperationScheduler
{
    private const int Base = 16;
    private const int Unexplored = 512;
    private const int Warmth = 256;
    private const int MostHeat = 4096;
    private const int Wanted = 256;

    private readonly IReadOnlyList<OperationModel> _operations;
    private readonly ShardPlan _plan;
    private readonly Func<string, bool> _has;
    private readonly Dictionary<string, int> _indexes = [];
    private readonly ILookup<string, int> _byNeed;
    private readonly ILookup<string, int> _byProduct;
    private readonly int[] _runs;
    private readonly int[] _heat;
    private readonly WeightedTree _weights;

    /// <summary>Begins with nothing run.</summary>
    /// <param name="operations">What there is.</param>
    /// <param name="plan">Which of it is this shard's.</param>
    /// <param name="has">Whether the pool has a live resource of a kind.</param>
    public OperationScheduler(IReadOnlyList<OperationModel> operations, ShardPlan plan, Func<string, bool> has)
    {
        (_operations, _plan, _has) = (operations, plan, has);
        _runs = new int[operations.Count];
        _heat = new int[operations.Count];
        _weights = new WeightedTree(operations.Count);
        var all = Enumerable.Range(0, operations.Count).ToList();
        _byNeed = all.SelectMany(index => operations[index].Needs.Select(kind => (kind, index)))
            .ToLookup(pair => pair.kind, pair => pair.index);
        _byProduct = all.Where(index => operations[index].Produces is not null).ToLookup(index => operations[index].Produces!);
        foreach (var index in all)
        {
            _indexes.TryAdd(operations[index].Name, index);
            Weigh(index);
        }
    }

    /// <summary>The next operation; null when none can be asked for.</summary>
    public OperationModel? Next(FuzzRandom random) => _weights.Pick(random) is var index and >= 0 ? _operations[index] : null;

    /// <summary>An operation was asked for, and that brought so many new things.</summary>
    /// <param name="operation">Its name; one that isn't the model's is passed over.</param>
    /// <param name="news">How many new things.</param>
    public void Ran(string operation, int news)
    {
        if (!_indexes.TryGetValue(operation, out var index))
        {
            return;
        }

        _runs[index]++;
        _heat[index] = Math.Min(MostHeat, (_heat[index] * 7 / 8) + (news * Warmth));
        Weigh(index);
    }

    /// <summary>The pool got its first resource of a kind, or lost its last.</summary>
    public void PoolChanged(string kind)
    {
        foreach (var index in _byNeed[kind].Concat(_byProduct[kind]))
        {
            Weigh(index);
        }
    }

    private void Weigh(int index)
    {
        var operation = _operations[index];
        var isWanted = operation.Produces is { } kind && _plan.IsNeeded(kind) && !_has(kind);
        var weight =
            !operation.Needs.All(_has) ? 0
            : _plan.IsOwn(index) ? Base + (Unexplored / (1 + _runs[index])) + _heat[index]
            : _plan.IsSupport(index) ? 1
            : 0;
        _weights.Set(index, weight > 0 && isWanted ? weight + (Wanted / (1 + (_runs[index] / 16))) : weight);
    }
}
