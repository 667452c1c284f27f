namespace Phederation.Trust.Releases;

/// <summary>Which paths a release may hold: those that mean the same file, below the release's folder, on every system.</summary>
internal static class ReleasePath
{
    private const int MaximumLength = 240;

    // Windows takes these for devices, with any ending.
    private static readonly HashSet<string> Devices = new(StringComparer.OrdinalIgnoreCase)
    {
        "con",
        "prn",
        "aux",
        "nul",
        "com0",
        "com1",
        "com2",
        "com3",
        "com4",
        "com5",
        "com6",
        "com7",
        "com8",
        "com9",
        "lpt0",
        "lpt1",
        "lpt2",
        "lpt3",
        "lpt4",
        "lpt5",
        "lpt6",
        "lpt7",
        "lpt8",
        "lpt9",
    };

    /// <summary>What is wrong with the path; null when nothing is.</summary>
    public static string? Fault(string path)
    {
        if (path.Length is 0 or > MaximumLength)
        {
            return $"a path has 1 to {MaximumLength} characters";
        }

        foreach (var part in path.Split('/'))
        {
            if (part is "" or "." or "..")
            {
                return "it has an empty part, '.' or '..'";
            }

            if (!part.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '+' or '@' or '='))
            {
                return "it has characters other than letters, digits and . - _ + @ =";
            }

            if (part.EndsWith('.') || Devices.Contains(part.Split('.')[0]))
            {
                return "Windows would take it for something else";
            }
        }

        return null;
    }

    /// <summary>Whether the name may name an image's folders.</summary>
    public static bool IsImageName(string name) =>
        name.Length is > 0 and <= 64
        && Fault(name) is null
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_' or '.')
        && char.IsAsciiLetterOrDigit(name[0]);
}
