using System.Security.Cryptography;
using System.Text;
using Phederation.Workloads.Steps;

namespace Phederation.Workloads.Transcripts;

/// <summary>
/// Collects one step's answer as normalised lines. Long texts keep their first lines and a digest of the rest: a difference
/// anywhere is still a difference, and a transcript stays small enough to read.
/// </summary>
internal sealed class AnswerText(Normaliser normaliser)
{
    private const int ShownLines = 24;
    private const int ShownCharacters = 300;
    private readonly List<string> _lines = [];

    /// <summary>What was collected so far.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Adds one line after normalising it.</summary>
    public void Add(string line) => _lines.Add(Shorten(normaliser.Apply(line)));

    /// <summary>Adds each line of a text behind a label that says which stream or result it came from.</summary>
    public void AddText(string label, string text, AnswerPart part)
    {
        if (text.Length > 0)
        {
            AddLines(label, text.TrimEnd('\n').Split('\n'), part);
        }
    }

    /// <summary>Adds rows or lines behind a label.</summary>
    public void AddLines(string label, IEnumerable<string> lines, AnswerPart part)
    {
        if (part == AnswerPart.None)
        {
            return;
        }

        var normalised = lines.Select(line => normaliser.Apply(line.TrimEnd('\r'))).ToList();
        if (part == AnswerPart.Sorted)
        {
            normalised.Sort(StringComparer.Ordinal);
        }

        var shown = normalised.Count <= ShownLines ? normalised.Count : ShownLines - 1;
        _lines.AddRange(normalised.Take(shown).Select(line => $"{label}| {Shorten(line)}"));
        if (normalised.Count > shown)
        {
            _lines.Add($"{label}| … {normalised.Count - shown} more lines, sha256 {Digest(string.Join('\n', normalised.Skip(shown)))}");
        }
    }

    private static string Shorten(string line) =>
        line.Length <= ShownCharacters ? line : $"{line[..ShownCharacters]}… {line.Length} characters, sha256 {Digest(line)}";

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}
