using System.Globalization;

namespace Phederation.Benchmarks.Images;

/// <summary>Prints the table of images: ours, the plain form, and the ratio of the two.</summary>
internal static class ImagesTable
{
    public static void Head()
    {
        Console.WriteLine(
            "each cell: ours / plain apt install with recommends = ratio; -: no counterpart, or one that needs more than its package to run"
        );
        Console.WriteLine($"{"image", -32} {"packages", -22} {"unpatched", -10} {"MB", -24} {"start, s", -22} memory, MB");
    }

    public static void Row(ImageFigures ours, PlainFigures? plain) =>
        Console.WriteLine(
            $"{ours.Name, -32} {Cell(ours.Packages, plain?.Packages, "0"), -22} {ours.Unpatched, -10} "
                + $"{Cell(ours.SizeBytes / 1e6, plain?.InstalledBytes / 1e6, "0.0"), -24} "
                + $"{Cell(ours.Running?.Start.TotalSeconds, plain?.Running?.Start.TotalSeconds, "0.0"), -22} "
                + Cell(ours.Running?.MemoryBytes / 1e6, plain?.Running?.MemoryBytes / 1e6, "0.0")
        );

    private static string Cell(double? ours, double? plain, string format)
    {
        var ratio =
            ours is { } one && plain is > 0 and { } other ? " = " + (one / other).ToString("0.00", CultureInfo.InvariantCulture) : "";
        return $"{Number(ours, format)} / {Number(plain, format)}{ratio}";
    }

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "-";
}
