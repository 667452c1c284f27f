using System.Security.Cryptography;

namespace Phederation.ParserFuzzing.Campaigns;

/// <summary>A corpus on disk: a file an input, named after its content.</summary>
internal static class CorpusFiles
{
    /// <summary>The inputs of a folder in the order of their names; none where it is not there. Larger files are passed over.</summary>
    public static IEnumerable<byte[]> Read(string folder, int largest) =>
        Directory.Exists(folder)
            ? Directory
                .EnumerateFiles(folder)
                .Order(StringComparer.Ordinal)
                .Where(file => new FileInfo(file).Length <= largest)
                .Select(File.ReadAllBytes)
            : [];

    /// <summary>Makes the folder hold these inputs; those that are there under a name stay, others that were named by this class go.</summary>
    public static void Write(string folder, IReadOnlyList<byte[]> inputs)
    {
        Directory.CreateDirectory(folder);
        var wanted = inputs.DistinctBy(Convert.ToHexString).ToDictionary(NameOf);
        var known = Directory.EnumerateFiles(folder).ToList();
        foreach (var file in known.Where(file => IsOurs(Path.GetFileName(file)) && !wanted.ContainsKey(Path.GetFileName(file))))
        {
            File.Delete(file);
        }

        var named = known.Where(file => !IsOurs(Path.GetFileName(file))).Select(file => NameOf(File.ReadAllBytes(file))).ToHashSet();
        foreach (var (name, bytes) in wanted.Where(pair => !named.Contains(pair.Key)))
        {
            File.WriteAllBytes(Path.Combine(folder, name), bytes);
        }
    }

    private static string NameOf(byte[] input) => Convert.ToHexStringLower(SHA256.HashData(input))[..16];

    private static bool IsOurs(string name) => name.Length == 16 && name.All(char.IsAsciiHexDigitLower);
}
