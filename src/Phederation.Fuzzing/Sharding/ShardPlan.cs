using Phederation.Fuzzing.Models;

namespace Phederation.Fuzzing.Sharding;

/// <summary>
/// Which operations a shard is for. Each operation is one shard's own, so that together they miss none; a shard also runs, rarely, those that make
/// what its own need. A shard that would have none of its own has all.
/// </summary>
public sealed class ShardPlan
{
    private readonly bool[] _own;
    private readonly bool[] _support;
    private readonly HashSet<string> _needed = [];

    /// <summary>Plans a shard.</summary>
    public ShardPlan(IReadOnlyList<OperationModel> operations, Shard shard)
    {
        _own = new bool[operations.Count];
        _support = new bool[operations.Count];
        for (var index = 0; index < operations.Count; index++)
        {
            _own[index] = index % shard.Count == shard.Index || shard.Index >= operations.Count;
        }

        // What own operations need, what makes that, what that needs, and so on.
        var open = new Queue<string>(operations.Where((_, index) => _own[index]).SelectMany(operation => operation.Needs));
        while (open.TryDequeue(out var kind))
        {
            if (!_needed.Add(kind))
            {
                continue;
            }

            for (var index = 0; index < operations.Count; index++)
            {
                if (operations[index].Produces == kind)
                {
                    _support[index] = !_own[index];
                    foreach (var need in operations[index].Needs)
                    {
                        open.Enqueue(need);
                    }
                }
            }
        }
    }

    /// <summary>Whether an operation, by its place in the model, is the shard's own.</summary>
    public bool IsOwn(int index) => _own[index];

    /// <summary>Whether it only makes what the shard's own need.</summary>
    public bool IsSupport(int index) => _support[index];

    /// <summary>Whether an operation of the shard needs a kind of resource.</summary>
    public bool IsNeeded(string kind) => _needed.Contains(kind);
}
