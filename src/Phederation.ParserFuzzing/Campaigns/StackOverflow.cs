namespace Phederation.ParserFuzzing.Campaigns;

/// <summary>Reads what the runtime writes when the stack is full: thousands of frames, of which the repeated ones say where.</summary>
internal static class StackOverflow
{
    private const int MaximumLines = 60;

    /// <summary>The beginning of a log, without what is repeated.</summary>
    public static string Shorten(string logFile)
    {
        var (kept, known) = (new List<string>(), new HashSet<string>());
        foreach (var line in File.ReadLines(logFile))
        {
            if (kept.Count == MaximumLines)
            {
                break;
            }

            if (known.Add(line))
            {
                kept.Add(line);
            }
        }

        return string.Join('\n', kept);
    }
}
