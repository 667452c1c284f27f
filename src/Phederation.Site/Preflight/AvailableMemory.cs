using System.Globalization;

namespace Phederation.Site.Preflight;

/// <summary>How much memory this machine could give now.</summary>
internal static class AvailableMemory
{
    private const string Path = "/proc/meminfo";
    private const string Field = "MemAvailable:";

    /// <summary>Bytes (proc(5), MemAvailable); null where the system does not say.</summary>
    public static long? Read()
    {
        if (!OperatingSystem.IsLinux() || !File.Exists(Path))
        {
            return null;
        }

        var line = File.ReadLines(Path).FirstOrDefault(line => line.StartsWith(Field, StringComparison.Ordinal));
        var number = line?[Field.Length..].Trim().Split(' ')[0];
        return long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var kibibytes) ? kibibytes * 1024 : null;
    }
}
