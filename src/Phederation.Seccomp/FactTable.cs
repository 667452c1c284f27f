namespace Phederation.Seccomp;

/// <summary>The embedded tables of facts: lines of words separated by blanks, <c>#</c> starts a comment line.</summary>
internal static class FactTable
{
    /// <summary>The lines of <c>Data/NAME.txt</c>, split at blanks into at most <paramref name="columns" /> words; the last takes the rest.</summary>
    public static IEnumerable<string[]> Read(string name, int columns)
    {
        using var stream =
            typeof(FactTable).Assembly.GetManifestResourceStream($"Phederation.Seccomp.Data.{name}")
            ?? throw new InvalidOperationException($"The assembly lacks its table of facts '{name}'.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                yield return line.Split(' ', columns, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            }
        }
    }
}
