using System.Text.RegularExpressions;

namespace Phederation.Workloads.Transcripts;

/// <summary>
/// Replaces what differs from run to run by its kind: first the run's own secrets and addresses, literally, then the workload's
/// rules in their order, then the built-in ones for times, process ids, durations and addresses of private networks.
/// </summary>
internal sealed class Normaliser
{
    private const RegexOptions Options = NormaliserRule.Options | RegexOptions.ExplicitCapture;

    private static readonly NormaliserRule[] BuiltIn =
    [
        new(new Regex(@"\b\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?( ?(UTC|GMT|Z|[+-]\d\d(:?\d\d)?)\b)?", Options), "<time>"),
        // The date of HTTP's headers.
        new(new Regex(@"\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT\b", Options), "<time>"),
        new(new Regex(@"\b(?<word>([Pp]rocess|PID|pid|Pid):? )\d+", Options), "${word}<pid>"),
        new(new Regex(@"\b\d+(\.\d+)? ?ms\b", Options), "<duration>"),
        // The engine gives each run's network another range: of the container, its peers and the gateway only the kind counts.
        new(new Regex(@"\b(10\.\d+|172\.(1[6-9]|2\d|3[01])|192\.168)\.\d+\.\d+\b", Options), "<address>"),
    ];

    private readonly NormaliserRule[] _rules;
    private readonly List<KeyValuePair<string, string>> _literals = [];

    public Normaliser(IEnumerable<NormaliserRule> rules) => _rules = [.. rules, .. BuiltIn];

    /// <summary>From now on <paramref name="text"/> is written as <paramref name="replacement"/>; longer texts go first.</summary>
    public void Hide(string text, string replacement)
    {
        if (text.Length < 3 || _literals.Exists(literal => literal.Key == text))
        {
            return;
        }

        _literals.Add(new(text, replacement));
        _literals.Sort((a, b) => b.Key.Length.CompareTo(a.Key.Length));
    }

    /// <summary>The line as it may be compared and shown.</summary>
    public string Apply(string line)
    {
        foreach (var literal in _literals)
        {
            line = line.Replace(literal.Key, literal.Value, StringComparison.Ordinal);
        }

        foreach (var rule in _rules)
        {
            line = rule.Pattern.Replace(line, rule.Replacement);
        }

        return line;
    }
}
