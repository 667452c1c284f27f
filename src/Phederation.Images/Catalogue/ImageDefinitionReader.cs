using System.Globalization;
using System.Text.RegularExpressions;
using Phederation.Text;

namespace Phederation.Images.Catalogue;

/// <summary>Reads <c>image.toml</c>; every error is located.</summary>
internal static partial class ImageDefinitionReader
{
    /// <summary>Reads the definition in an image's folder.</summary>
    public static ImageDefinition Load(string folder)
    {
        folder = Path.GetFullPath(folder);
        return Read(Toml.Load(Path.Combine(folder, ImageCatalogue.DefinitionFile)), folder);
    }

    private static ImageDefinition Read(TomlTable root, string folder)
    {
        root.RejectUnknown(
            "name",
            "repository",
            "version",
            "title",
            "licence",
            "editions",
            "base",
            "size-budget",
            "distribution",
            "packages",
            "files",
            "user",
            "environment",
            "health",
            "runtime"
        );
        var name = root.String("name");
        if (name != Path.GetFileName(folder))
        {
            throw root.Error("name", $"the image's name must be its folder's name, '{Path.GetFileName(folder)}'");
        }

        var user = ReadUser(root.Table("user"));
        var packages = root.Table("packages");
        packages.RejectUnknown("install", "exclude");
        var files = root.OptionalTable("files");
        files?.RejectUnknown("exclude", "folder", "generate");
        var health = root.OptionalTable("health");
        health?.RejectUnknown("within-seconds");
        var baseName = root.OptionalString("base");
        return new ImageDefinition
        {
            Name = name,
            Repository = Fitting(root, "repository", Repository(), "lower-case names parted by '/', without registry and tag"),
            Version = Fitting(root, "version", Tag(), "a tag: letters, digits, '.', '_' and '-'"),
            Title = root.String("title"),
            Licence = root.String("licence"),
            Editions = root.OptionalStrings("editions"),
            Folder = folder,
            Base = baseName,
            Distribution = ReadDistribution(root, baseName is not null),
            Packages = [.. packages.Strings("install").Select(package => PackageNamed(packages, "install", package))],
            ExcludedPackages = [.. packages.OptionalTables("exclude").Select(ReadPackageExclusion)],
            ExcludedPaths = [.. (files?.OptionalTables("exclude") ?? []).Select(ReadPathExclusion)],
            Folders = [.. (files?.OptionalTables("folder") ?? []).Select(ReadFolder)],
            Generated = [.. (files?.OptionalTables("generate") ?? []).Select(ReadGenerated)],
            User = user,
            Environment = RuntimeReader.ReadEnvironment(root.OptionalTable("environment")),
            Runtime = root.OptionalTable("runtime") is { } runtime ? RuntimeReader.Read(runtime, user) : null,
            HealthyWithin = health is null ? null : TimeSpan.FromSeconds(health.Integer("within-seconds", 1, 3600)),
            SizeBudgetBytes = RuntimeReader.Size(root, "size-budget"),
            DockerfilePath = Existing(folder, "Dockerfile"),
            WorkloadPath = Existing(folder, "workload.toml"),
        };
    }

    private static Distribution? ReadDistribution(TomlTable root, bool hasBase)
    {
        var table = root.OptionalTable("distribution");
        if (hasBase != table is null)
        {
            throw root.Error(
                "distribution",
                hasBase
                    ? "an image with a base is made of the base's distribution; remove this table"
                    : "an image without a base needs this table"
            );
        }

        if (table is null)
        {
            return null;
        }

        table.RejectUnknown("suite", "architecture");
        if (table.String("architecture") != "amd64")
        {
            throw table.Error("architecture", "the images are made for 'amd64' only");
        }

        return new Distribution(
            Fitting(table, "suite", PackageName(), "the release's code name, such as 'bookworm'"),
            table.String("architecture")
        );
    }

    private static ImageUser ReadUser(TomlTable table)
    {
        table.RejectUnknown("name", "uid", "gid", "home");
        return new ImageUser(
            Fitting(table, "name", UserName(), "a lower-case account name"),
            (int)table.Integer("uid", 1, 65535),
            (int)table.Integer("gid", 1, 65535),
            "/" + ImagePath(table, "home", table.String("home").TrimStart('/'))
        );
    }

    private static PackageExclusion ReadPackageExclusion(TomlTable table)
    {
        table.RejectUnknown("names", "reason");
        return new PackageExclusion([.. table.Strings("names").Select(package => PackageNamed(table, "names", package))], Reason(table));
    }

    private static PathExclusion ReadPathExclusion(TomlTable table)
    {
        table.RejectUnknown("paths", "except", "package", "reason");
        return new PathExclusion(
            [.. table.Strings("paths").Select(path => ImagePath(table, "paths", path))],
            [.. table.OptionalStrings("except").Select(path => ImagePath(table, "except", path))],
            table.OptionalString("package"),
            Reason(table)
        );
    }

    private static FolderEntry ReadFolder(TomlTable table)
    {
        table.RejectUnknown("path", "mode", "uid", "gid");
        return new FolderEntry(
            ImagePath(table, "path", table.String("path").TrimStart('/')),
            // Up to the sticky bit: folders with set-id bits are not made.
            (int)table.Integer("mode", 0, 0b1_111_111_111),
            (int)(table.OptionalInteger("uid", 0, 65535) ?? 0),
            (int)(table.OptionalInteger("gid", 0, 65535) ?? 0)
        );
    }

    private static GeneratedFile ReadGenerated(TomlTable table)
    {
        table.RejectUnknown("kind", "schema", "path");
        if (table.String("kind") != "omop-ddl")
        {
            throw table.Error("kind", "the only generator is 'omop-ddl'");
        }

        return new GeneratedFile(
            table.String("kind"),
            Fitting(table, "schema", UserName(), "a lower-case schema name"),
            ImagePath(table, "path", table.String("path").TrimStart('/'))
        );
    }

    private static string Reason(TomlTable table) =>
        string.IsNullOrWhiteSpace(table.String("reason"))
            ? throw table.Error("reason", "an exclusion needs its reason")
            : table.String("reason");

    private static string PackageNamed(TomlTable table, string key, string package) =>
        PackageName().IsMatch(package) ? package : throw table.Error(key, $"'{package}' is no name of a Debian package");

    private static string ImagePath(TomlTable table, string key, string path) =>
        path.Length > 0 && !path.StartsWith('/') && !path.Split('/').Any(segment => segment is "" or "." or "..")
            ? path
            : throw table.Error(key, $"'{path}' must be a plain path from the image's root, without '.', '..' or a closing '/'");

    private static string Fitting(TomlTable table, string key, Regex shape, string expected) =>
        shape.IsMatch(table.String(key))
            ? table.String(key)
            : throw table.Error(key, string.Create(CultureInfo.InvariantCulture, $"'{table.String(key)}' must be {expected}"));

    private static string? Existing(string folder, string file) =>
        File.Exists(Path.Combine(folder, file)) ? Path.Combine(folder, file) : null;

    [GeneratedRegex("^[a-z0-9]+([._-][a-z0-9]+)*(/[a-z0-9]+([._-][a-z0-9]+)*)*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Repository();

    [GeneratedRegex("^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Tag();

    [GeneratedRegex("^[a-z0-9][a-z0-9+.-]*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PackageName();

    [GeneratedRegex("^[a-z_][a-z0-9_-]{0,30}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UserName();
}
