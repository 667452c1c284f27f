using System.Text.RegularExpressions;

namespace Phederation.Fuzzing.Oracles.Leaks;

/// <summary>A text that only the inside of a service writes.</summary>
/// <param name="Name">What it is: <c>java</c>, <c>PostgreSQL</c>.</param>
/// <param name="Text">What it looks like. It runs in time that grows with the text and no faster.</param>
/// <param name="Needles">One of these is in every match, so that most texts need not be looked through more closely; none looks always.</param>
internal sealed record LeakPattern(string Name, Regex Text, params IReadOnlyList<string> Needles)
{
    /// <summary>The matches in a text.</summary>
    public IEnumerable<Match> In(string text) =>
        Needles.Count == 0 || Needles.Any(needle => text.Contains(needle, StringComparison.Ordinal)) ? Text.Matches(text) : [];
}
