using Phederation.Images.Auditing;
using Phederation.Text;

namespace Phederation.Images.Catalogue;

/// <summary>Reads <c>image.toml</c>; every error is located.</summary>
internal static class ImageDefinitionReader
{
    /// <summary>Reads the definition in an image's folder.</summary>
    public static ImageDefinition Load(string folder)
    {
        folder = Path.GetFullPath(folder);
        return Read(Toml.Load(Path.Combine(folder, ImageCatalogue.DefinitionFile)), folder);
    }

    /// <summary>Reads a definition that belongs into a folder, an absolute path.</summary>
    internal static ImageDefinition Read(TomlTable root, string folder)
    {
        root.RejectUnknown(
            "name",
            "role",
            "on-demand",
            "repository",
            "version",
            "title",
            "licence",
            "base",
            "size-budget",
            "distribution",
            "packages",
            "files",
            "user",
            "environment",
            "health",
            "runtime",
            "artifact",
            "audit"
        );
        var name = root.String("name");
        if (name != Path.GetFileName(folder))
        {
            throw root.Error("name", $"the image's name must be its folder's name, '{Path.GetFileName(folder)}'");
        }

        var user = ReadUser(root.Table("user"));
        var packages = root.Table("packages");
        packages.RejectUnknown("install", "build", "exclude");
        var files = root.OptionalTable("files");
        files?.RejectUnknown("exclude", "folder", "link", "generate");
        var health = root.OptionalTable("health");
        health?.RejectUnknown("within-seconds");
        var baseName = root.OptionalString("base");
        var artifacts = ArtifactReader.Read(root, folder);
        return new ImageDefinition
        {
            Name = name,
            Role = ReadRole(root),
            IsOnDemand = root.OptionalBoolean("on-demand") ?? false,
            Repository = DefinitionText.Repository(root, "repository"),
            Version = DefinitionText.Tag(root, "version"),
            Title = root.String("title"),
            Licence = root.String("licence"),
            Folder = folder,
            Base = baseName,
            Distribution = ReadDistribution(root, baseName is not null),
            Packages = [.. packages.Strings("install").Select(package => DefinitionText.Package(packages, "install", package))],
            BuildPackages = [.. packages.OptionalStrings("build").Select(package => DefinitionText.Package(packages, "build", package))],
            ExcludedPackages = [.. packages.OptionalTables("exclude").Select(ReadPackageExclusion)],
            ExcludedPaths = [.. (files?.OptionalTables("exclude") ?? []).Select(ReadPathExclusion)],
            Folders = [.. (files?.OptionalTables("folder") ?? []).Select(ReadFolder)],
            Links = [.. (files?.OptionalTables("link") ?? []).Select(ReadLink)],
            Generated = [.. (files?.OptionalTables("generate") ?? []).Select(table => GeneratedFileReader.Read(table, artifacts))],
            User = user,
            Environment = RuntimeReader.ReadEnvironment(root.OptionalTable("environment")),
            Runtime = root.OptionalTable("runtime") is { } runtime ? RuntimeReader.Read(runtime, user) : null,
            HealthyWithin = health is null ? null : TimeSpan.FromSeconds(health.Integer("within-seconds", 1, 3600)),
            SizeBudgetBytes = RuntimeReader.Size(root, "size-budget"),
            Audit = AuditPolicyReader.Read(root.OptionalTable("audit")),
            DockerfilePath = Existing(folder, "Dockerfile"),
            WorkloadPath = Existing(folder, "workload.toml"),
        };
    }

    private static ImageRole ReadRole(TomlTable root)
    {
        var hasRuntime = root.OptionalTable("runtime") is not null;
        var role = root.OptionalString("role") switch
        {
            null => hasRuntime ? ImageRole.Service : ImageRole.Base,
            "base" => ImageRole.Base,
            "service" => ImageRole.Service,
            "job" => ImageRole.Job,
            "infrastructure" => ImageRole.Infrastructure,
            var other => throw root.Error("role", $"'{other}' must be 'base', 'service', 'job' or 'infrastructure'"),
        };
        if (role == ImageRole.Base == hasRuntime)
        {
            throw root.Error("role", hasRuntime ? "a base is not run: remove the table [runtime]" : "what is run needs a table [runtime]");
        }

        return role;
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

        return new Distribution(DefinitionText.Suite(table, "suite"), table.String("architecture"));
    }

    private static ImageUser ReadUser(TomlTable table)
    {
        table.RejectUnknown("name", "uid", "gid", "home");
        return new ImageUser(
            DefinitionText.UserName(table, "name", "a lower-case account name"),
            (int)table.Integer("uid", 1, 65535),
            (int)table.Integer("gid", 1, 65535),
            "/" + DefinitionText.ImagePath(table, "home", table.String("home").TrimStart('/'))
        );
    }

    private static PackageExclusion ReadPackageExclusion(TomlTable table)
    {
        table.RejectUnknown("names", "reason");
        return new PackageExclusion(
            [.. table.Strings("names").Select(package => DefinitionText.Package(table, "names", package))],
            Reason(table)
        );
    }

    private static PathExclusion ReadPathExclusion(TomlTable table)
    {
        table.RejectUnknown("paths", "except", "package", "reason");
        return new PathExclusion(
            [.. table.Strings("paths").Select(path => DefinitionText.ImagePath(table, "paths", path))],
            [.. table.OptionalStrings("except").Select(path => DefinitionText.ImagePath(table, "except", path))],
            table.OptionalString("package"),
            Reason(table)
        );
    }

    private static FolderEntry ReadFolder(TomlTable table)
    {
        table.RejectUnknown("path", "mode", "uid", "gid");
        return new FolderEntry(
            DefinitionText.ImagePath(table, "path", table.String("path").TrimStart('/')),
            // Up to the sticky bit: folders with set-id bits are not made.
            (int)table.Integer("mode", 0, 0b1_111_111_111),
            (int)(table.OptionalInteger("uid", 0, 65535) ?? 0),
            (int)(table.OptionalInteger("gid", 0, 65535) ?? 0)
        );
    }

    private static LinkEntry ReadLink(TomlTable table)
    {
        table.RejectUnknown("path", "target");
        return new LinkEntry(
            DefinitionText.ImagePath(table, "path", table.String("path").TrimStart('/')),
            table.String("target").StartsWith('/')
                ? "/" + DefinitionText.ImagePath(table, "target", table.String("target")[1..])
                : throw table.Error("target", "a link leads to an absolute path")
        );
    }

    private static string Reason(TomlTable table) =>
        string.IsNullOrWhiteSpace(table.String("reason"))
            ? throw table.Error("reason", "an exclusion needs its reason")
            : table.String("reason");

    private static string? Existing(string folder, string file) =>
        File.Exists(Path.Combine(folder, file)) ? Path.Combine(folder, file) : null;
}
