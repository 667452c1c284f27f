namespace Phederation.Fuzzing.Sharding;

/// <summary>The parts of a split campaign that a journal holds.</summary>
/// <param name="Count">How many parts the campaign has.</param>
/// <param name="Indexes">Which of them the journal holds, ascending, from 0.</param>
public sealed record ShardSet(int Count, IReadOnlyList<int> Indexes)
{
    /// <summary>Whether all parts are there.</summary>
    public bool IsComplete => Indexes.Count == Count;

    /// <summary>The one shard of a journal that was not merged.</summary>
    public static ShardSet Of(Shard shard) => new(shard.Count, [shard.Index]);

    /// <summary>Whether it is of this shard and no other.</summary>
    public bool IsOnly(Shard shard) => Count == shard.Count && Indexes.Count == 1 && Indexes[0] == shard.Index;

    /// <inheritdoc />
    public override string ToString() => $"{string.Join('+', Indexes)}/{Count}";
}
