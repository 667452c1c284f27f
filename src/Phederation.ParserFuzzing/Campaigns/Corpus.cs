using Phederation.Fuzzing.Generating;
using Phederation.ParserFuzzing.Sharing;

namespace Phederation.ParserFuzzing.Campaigns;

/// <summary>
/// The inputs worth changing, and which is next. As AFL does it: for each edge the cheapest input is favoured, as far as it takes to have all
/// edges; the others are mostly passed over. What something costs is counted, not timed, so that the same seed gives the same choices.
/// </summary>
internal sealed class Corpus
{
    private const double PassOver = 0.92;
    private const int LeastEnergy = 24;
    private const int MostEnergy = 1024;
    private const double BaseEnergy = 128;
    private readonly List<CorpusEntry> _entries = [];
    private readonly CorpusEntry?[] _cheapest = new CorpusEntry?[SharedArea.MapSize];
    private int _at = -1;
    private bool _isStale;

    /// <summary>All, in the order in which they were found.</summary>
    public IReadOnlyList<CorpusEntry> Entries => _entries;

    /// <summary>Edges that some input takes.</summary>
    public int EdgeCount { get; private set; }

    /// <summary>Adds an input.</summary>
    public void Add(CorpusEntry entry)
    {
        _entries.Add(entry);
        foreach (var edge in entry.Edges)
        {
            EdgeCount += _cheapest[edge] is null ? 1 : 0;
            if (_cheapest[edge] is not { } old || old.Price > entry.Price)
            {
                _cheapest[edge] = entry;
                _isStale = true;
            }
        }
    }

    /// <summary>The next input to change; there is one.</summary>
    public CorpusEntry Next(FuzzRandom random)
    {
        if (_isStale)
        {
            Favour();
        }

        for (var passed = 0; ; passed++)
        {
            _at = (_at + 1) % _entries.Count;
            var entry = _entries[_at];
            if (passed > _entries.Count || entry.IsFavoured || !random.Chance(PassOver))
            {
                entry.Chosen++;
                return entry;
            }
        }
    }

    /// <summary>How many changed copies of an input are run: more of cheap, new, accepted and deep ones.</summary>
    public int EnergyOf(CorpusEntry entry)
    {
        var average = _entries.Average(one => Math.Log2(one.Price));
        var cheapness = Math.Clamp(Math.Pow(2, (average - Math.Log2(entry.Price)) / 2), 0.25, 4);
        var newness = entry.Chosen <= 1 ? 2 : 1.0 / (1 + (Math.Log2(entry.Chosen) / 8));
        var energy = BaseEnergy * cheapness * newness * (entry.IsTaken ? 1.5 : 1) * (1 + (Math.Min(entry.Depth, 16) / 16.0));
        return Math.Clamp((int)energy, LeastEnergy, MostEnergy);
    }

    /// <summary>The fewest small inputs that take all edges (found greedily), in a fixed order.</summary>
    public IReadOnlyList<CorpusEntry> Minimal()
    {
        Favour();
        return [.. _entries.Where(entry => entry.IsFavoured)];
    }

    /// <summary>A few inputs that take most edges: again and again the one that adds most, as long as it fits.</summary>
    public IReadOnlyList<CorpusEntry> Richest(int most, int bytes)
    {
        var (chosen, covered) = (new List<CorpusEntry>(), new HashSet<int>());
        while (
            chosen.Count < most
            && _entries
                .Where(entry => entry.Bytes.Length <= bytes)
                .Select(entry => (Entry: entry, Added: entry.Edges.Count(edge => !covered.Contains(edge))))
                .Where(one => one.Added > 0)
                .OrderByDescending(one => one.Added)
                .ThenBy(one => one.Entry.Bytes.Length)
                .FirstOrDefault()
                is { Entry: { } next }
        )
        {
            chosen.Add(next);
            covered.UnionWith(next.Edges);
            bytes -= next.Bytes.Length;
        }

        return chosen;
    }

    private void Favour()
    {
        _isStale = false;
        var covered = new bool[SharedArea.MapSize];
        foreach (var entry in _entries)
        {
            entry.IsFavoured = false;
        }

        for (var edge = 0; edge < _cheapest.Length; edge++)
        {
            if (!covered[edge] && _cheapest[edge] is { } entry)
            {
                entry.IsFavoured = true;
                foreach (var taken in entry.Edges)
                {
                    covered[taken] = true;
                }
            }
        }
    }
}
