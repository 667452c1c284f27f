namespace Phederation.Fuzzing.Journals;

/// <summary>Adds up one operation's answers.</summary>
internal sealed class OperationEntry
{
    private const int Success = 2;

    private readonly long[] _byClass = new long[10];
    private readonly SortedDictionary<int, long> _byStatus = [];
    private int _features;

    public OperationCoverage Summary(string operation) =>
        new()
        {
            Operation = operation,
            Requests = _byClass.Sum(),
            ByClass = [.. _byClass],
            ByStatus = new SortedDictionary<int, long>(_byStatus),
            Features = _features,
        };

    /// <summary>Counts an answer; returns whether it is the operation's first success.</summary>
    public bool Count(int statusClass, int status, bool isNew)
    {
        _byStatus[status] = _byStatus.GetValueOrDefault(status) + 1;
        _features += isNew ? 1 : 0;
        return ++_byClass[statusClass] == 1 && statusClass == Success;
    }
}
