using Phederation.Fuzzing.Generating;

namespace Phederation.Fuzzing.Campaigns.Scheduling;

/// <summary>
/// Picks one of many by weights that change: both take logarithmic time (a binary indexed tree, Fenwick 1994). Weights are whole numbers, so that their
/// sums are the same whatever the order of changes.
/// </summary>
/// <param name="count">How many there are.</param>
internal sealed class WeightedTree(int count)
{
    private readonly int[] _weights = new int[count];
    private readonly int[] _sums = new int[count + 1];

    /// <summary>The largest weight: the sum of all has to stay a number of 31 bits.</summary>
    public int Largest { get; } = int.MaxValue / Math.Max(1, count) / 2;

    /// <summary>The sum of all weights.</summary>
    public int Total { get; private set; }

    /// <summary>Changes a weight; one beyond <see cref="Largest"/> is that.</summary>
    public void Set(int index, int weight)
    {
        weight = Math.Clamp(weight, 0, Largest);
        var change = weight - _weights[index];
        _weights[index] = weight;
        Total += change;
        for (var at = index + 1; at < _sums.Length; at += at & -at)
        {
            _sums[at] += change;
        }
    }

    /// <summary>One of them, each with its weight; -1 when all weights are 0.</summary>
    public int Pick(FuzzRandom random)
    {
        if (Total == 0)
        {
            return -1;
        }

        var left = random.Next(Total);
        var at = 0;
        for (var step = 1 << (31 - int.LeadingZeroCount(_sums.Length)); step > 0; step >>= 1)
        {
            var next = at + step;
            if (next < _sums.Length && _sums[next] <= left)
            {
                at = next;
                left -= _sums[next];
            }
        }

        return at;
    }
}
