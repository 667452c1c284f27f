using System.Text;

namespace Phederation.Trust.Keys;

/// <summary>
/// The text of a private key file as docker keeps it: PEM with header lines (RFC 1421) between the first line and the body. .NET's own
/// PEM reader refuses such headers.
/// </summary>
internal sealed record KeyFile(string Label, IReadOnlyDictionary<string, string> Headers, byte[] Der)
{
    public const string Encrypted = "ENCRYPTED PRIVATE KEY";

    private const string Begin = "-----BEGIN ";
    private const string End = "-----END ";
    private const string Dashes = "-----";

    /// <summary>The role that the headers name; null when they don't.</summary>
    public string? Role => Headers.GetValueOrDefault("role");

    /// <summary>The repository that the headers name; null when they don't.</summary>
    public string? Gun => Headers.GetValueOrDefault("gun");

    /// <summary>Reads the text.</summary>
    /// <exception cref="FormatException">It is not in the format.</exception>
    public static KeyFile Parse(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var first = Array.FindIndex(lines, line => line.StartsWith(Begin, StringComparison.Ordinal));
        var last = first < 0 ? -1 : Array.FindIndex(lines, first, line => line.StartsWith(End, StringComparison.Ordinal));
        if (last < 0 || !lines[first].EndsWith(Dashes, StringComparison.Ordinal) || lines[first].Length < Begin.Length + Dashes.Length)
        {
            throw new FormatException("no PEM block is in it");
        }

        var label = lines[first][Begin.Length..^Dashes.Length];
        if (lines[last].TrimEnd() != $"{End}{label}{Dashes}")
        {
            throw new FormatException($"its first line says '{label}', its last line says something else");
        }

        var headers = new Dictionary<string, string>();
        var body = new StringBuilder();
        foreach (var line in lines[(first + 1)..last])
        {
            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            if (colon < 0)
            {
                body.Append(line.Trim());
            }
            else if (body.Length > 0 || !headers.TryAdd(line[..colon], line[(colon + 2)..].Trim()))
            {
                throw new FormatException($"the header '{line[..colon]}' is there twice or inside the body");
            }
        }

        return new KeyFile(label, headers, Convert.FromBase64String(body.ToString()));
    }

    /// <summary>Writes the text: gun before role, an empty line, lines of 64.</summary>
    public string Write()
    {
        var text = new StringBuilder().Append(Begin).Append(Label).Append(Dashes).Append('\n');
        foreach (var (name, value) in Headers.OrderBy(header => header.Key, StringComparer.Ordinal))
        {
            text.Append(name).Append(": ").Append(value).Append('\n');
        }

        if (Headers.Count > 0)
        {
            text.Append('\n');
        }

        foreach (var line in Convert.ToBase64String(Der).Chunk(64))
        {
            text.Append(line).Append('\n');
        }

        return text.Append(End).Append(Label).Append(Dashes).Append('\n').ToString();
    }
}
