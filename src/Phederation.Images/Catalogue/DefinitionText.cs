using System.Globalization;
using System.Text.RegularExpressions;
using Phederation.Text;

namespace Phederation.Images.Catalogue;

/// <summary>The shapes of text that definitions hold.</summary>
internal static partial class DefinitionText
{
    /// <summary>A plain path from the image's root.</summary>
    public static string ImagePath(TomlTable table, string key, string path) =>
        path.Length > 0 && !path.StartsWith('/') && !path.Split('/').Any(segment => segment is "" or "." or "..")
            ? path
            : throw table.Error(key, $"'{path}' must be a plain path from the image's root, without '.', '..' or a closing '/'");

    /// <summary>The name of a Debian package.</summary>
    public static string Package(TomlTable table, string key, string package) =>
        PackageName().IsMatch(package) ? package : throw table.Error(key, $"'{package}' is no name of a Debian package");

    /// <summary>The code name of a release.</summary>
    public static string Suite(TomlTable table, string key) =>
        Fitting(table, key, PackageName(), "the release's code name, such as 'bookworm'");

    /// <summary>The name of an account, a schema or the like.</summary>
    public static string UserName(TomlTable table, string key, string expected) => Fitting(table, key, LowerCaseName(), expected);

    /// <summary>A repository without registry and tag.</summary>
    public static string Repository(TomlTable table, string key) =>
        Fitting(table, key, RepositoryName(), "lower-case names parted by '/', without registry and tag");

    /// <summary>A tag.</summary>
    public static string Tag(TomlTable table, string key) => Fitting(table, key, TagName(), "a tag: letters, digits, '.', '_' and '-'");

    private static string Fitting(TomlTable table, string key, Regex shape, string expected) =>
        shape.IsMatch(table.String(key))
            ? table.String(key)
            : throw table.Error(key, string.Create(CultureInfo.InvariantCulture, $"'{table.String(key)}' must be {expected}"));

    [GeneratedRegex(@"^[a-z0-9]+([._-][a-z0-9]+)*(/[a-z0-9]+([._-][a-z0-9]+)*)*\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RepositoryName();

    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TagName();

    [GeneratedRegex(@"^[a-z0-9][a-z0-9+.-]*\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PackageName();

    [GeneratedRegex(@"^[a-z_][a-z0-9_-]{0,30}\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LowerCaseName();
}
