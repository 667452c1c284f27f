namespace Phederation.Fuzzing.Campaigns.Novelty;

/// <summary>Which of the things that an <see cref="INoveltySource"/> sees are known, and which are worth a second look.</summary>
internal sealed class SignalTrials
{
    /// <summary>What didn't come again so often is chance.</summary>
    public const int MostTrials = 3;

    private const int MostSignals = 1 << 20;

    private readonly HashSet<string> _known = [];
    private readonly Dictionary<string, int> _trials = [];

    /// <summary>Those that nobody has seen come again yet, and that were not tried too often.</summary>
    public IReadOnlyList<string> Unknown(IReadOnlyCollection<string> seen) =>
        [.. seen.Where(signal => !_known.Contains(signal) && _trials.GetValueOrDefault(signal) < MostTrials)];

    /// <summary>Those of a first run that its repetition showed too: known from now on. The others were tried once more.</summary>
    public IReadOnlyList<string> Judge(IReadOnlyList<string> first, IReadOnlyCollection<string> again)
    {
        var recurring = first.Where(again.Contains).ToList();
        Know(recurring);
        foreach (var signal in first.Except(recurring))
        {
            if (_trials.Count < MostSignals || _trials.ContainsKey(signal))
            {
                _trials[signal] = _trials.GetValueOrDefault(signal) + 1;
            }
        }

        return recurring;
    }

    /// <summary>Makes some known.</summary>
    public void Know(IReadOnlyList<string> signals)
    {
        if (_known.Count < MostSignals)
        {
            _known.UnionWith(signals);
        }
    }
}
