using System.Text;
using Phederation.Images.Contents;

namespace Phederation.Images.Installed;

/// <summary>The distribution that an image says that it is of (os-release(5)).</summary>
/// <param name="Id">Such as <c>debian</c>.</param>
/// <param name="VersionId">Such as <c>12</c>.</param>
/// <param name="Codename">Such as <c>bookworm</c>.</param>
/// <param name="PrettyName">The name for people.</param>
public sealed record OsRelease(string Id, string VersionId, string Codename, string PrettyName)
{
    /// <summary>The files, the first that is there counts.</summary>
    internal static IReadOnlyList<string> Paths { get; } = ["etc/os-release", "usr/lib/os-release"];

    /// <summary>Reads it; null when the image has none.</summary>
    internal static OsRelease? Read(ImageContents contents)
    {
        if (Paths.Select(contents.Bytes).FirstOrDefault(bytes => bytes is not null) is not { } bytes)
        {
            return null;
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in Encoding.UTF8.GetString(bytes).Split('\n'))
        {
            var parts = line.Split('=', 2);
            if (parts.Length == 2 && parts[1].Length < 200)
            {
                values[parts[0].Trim()] = parts[1].Trim().Trim('"', '\'');
            }
        }

        string Value(string key) => values.GetValueOrDefault(key, "");
        return new OsRelease(Value("ID"), Value("VERSION_ID"), Value("VERSION_CODENAME"), Value("PRETTY_NAME"));
    }
}
