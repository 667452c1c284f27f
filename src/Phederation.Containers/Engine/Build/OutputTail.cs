namespace Phederation.Containers.Engine.Build;

/// <summary>The last lines of a step's output, for the message of its failure.</summary>
internal sealed class OutputTail
{
    private const int MostLines = 20;
    private const int LongestLine = 400;
    private readonly Queue<string> _lines = new();
    private string _unfinished = "";

    public void Add(string text)
    {
        var lines = (_unfinished + text).Split('\n');
        foreach (var line in lines[..^1])
        {
            Keep(line);
        }

        _unfinished = lines[^1].Length > LongestLine ? lines[^1][..LongestLine] : lines[^1];
    }

    public override string ToString() => string.Join('\n', _unfinished.Length > 0 ? _lines.Append(_unfinished) : _lines);

    private void Keep(string line)
    {
        var trimmed = line.TrimEnd('\r');
        if (trimmed.Length > 0)
        {
            _lines.Enqueue(trimmed.Length > LongestLine ? trimmed[..LongestLine] + "…" : trimmed);
        }

        while (_lines.Count > MostLines)
        {
            _lines.Dequeue();
        }
    }
}
