using System.Security.Cryptography;
using System.Text;
using Phederation.Images.Catalogue;
using Phederation.Text;

namespace Phederation.Images.Packages;

/// <summary>
/// The lock file <c>images/packages.lock.toml</c>: the exact packages of every image. There is no server that keeps old versions,
/// so the recorded set, and the cache of files by SHA-256, are what reproduces an image.
/// </summary>
public sealed record PackageLock
{
    /// <summary>The lock's file name in the folder of images.</summary>
    public const string FileName = "packages.lock.toml";

    private const long Format = 1;

    /// <summary>The release of the distribution that was resolved.</summary>
    public required Distribution Distribution { get; init; }

    /// <summary>Seconds since 1970: no file of an image is newer. It changes only when a package does.</summary>
    public required long SourceEpoch { get; init; }

    /// <summary>For each image, sorted by name, the hash of what its definition asked for when it was resolved.</summary>
    public required IReadOnlyDictionary<string, string> Requests { get; init; }

    /// <summary>The packages, sorted by name.</summary>
    public required IReadOnlyList<LockedPackage> Packages { get; init; }

    /// <summary>The packages that an image adds to its base, sorted by name.</summary>
    /// <exception cref="ImageException">The definition asks for other packages than were resolved.</exception>
    public IReadOnlyList<LockedPackage> Of(ImageDefinition definition, IReadOnlyList<ImageDefinition> bases) =>
        Requests.TryGetValue(definition.Name, out var request) && request == RequestOf(definition, bases)
            ? [.. Packages.Where(package => package.Images.Contains(definition.Name))]
            : throw new ImageException(
                ImageFault.LockOutdated,
                $"{definition.DefinitionPath} asks for other packages than {FileName} was made for; resolve them anew with --update-lock "
                    + "and commit both files"
            );

    /// <summary>The packages whose tools make an image's generated files, sorted by name.</summary>
    public IReadOnlyList<LockedPackage> ToolsOf(ImageDefinition definition) =>
        [.. Packages.Where(package => package.BuildImages.Contains(definition.Name))];

    /// <summary>Reads the lock file.</summary>
    /// <exception cref="ImageException">There is none.</exception>
    /// <exception cref="TomlException">It is malformed.</exception>
    public static PackageLock Load(string imagesFolder)
    {
        var path = Path.Combine(imagesFolder, FileName);
        if (!File.Exists(path))
        {
            throw new ImageException(ImageFault.LockOutdated, $"{path} is not there; write it with --update-lock and commit it");
        }

        var root = Toml.Load(path);
        root.RejectUnknown("format", "suite", "architecture", "source-epoch", "image", "package");
        root.Integer("format", Format, Format);
        return new PackageLock
        {
            Distribution = new Distribution(root.String("suite"), root.String("architecture")),
            SourceEpoch = root.Integer("source-epoch", 1, uint.MaxValue),
            Requests = root.Tables("image").ToDictionary(image => image.String("name"), image => image.String("request")),
            Packages = [.. root.Tables("package").Select(ReadPackage)],
        };
    }

    /// <summary>Writes the lock file, the same bytes for the same lock, through a file beside it.</summary>
    public void Save(string imagesFolder)
    {
        var path = Path.Combine(imagesFolder, FileName);
        File.WriteAllText(path + ".new", ToText());
        File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>The hash of what a definition asks for: names that are installed and left out, of it and of its bases.</summary>
    internal static string RequestOf(ImageDefinition definition, IReadOnlyList<ImageDefinition> bases)
    {
        var text = new StringBuilder();
        foreach (var image in bases.Append(definition))
        {
            text.Append(image.Distribution).Append('\n');
            text.AppendJoin(' ', image.Packages.Order(StringComparer.Ordinal)).Append('\n');
            text.AppendJoin(' ', image.ExcludedPackages.SelectMany(exclusion => exclusion.Names).Order(StringComparer.Ordinal))
                .Append('\n');
            if (image.BuildPackages.Count > 0)
            {
                text.Append("build ").AppendJoin(' ', image.BuildPackages.Order(StringComparer.Ordinal)).Append('\n');
            }
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private string ToText()
    {
        var root = new TomlTable
        {
            { "format", new TomlInteger(Format) },
            { "suite", new TomlString(Distribution.Suite) },
            { "architecture", new TomlString(Distribution.Architecture) },
            { "source-epoch", new TomlInteger(SourceEpoch) },
            {
                "image",
                new TomlArray(
                    Requests
                        .OrderBy(image => image.Key, StringComparer.Ordinal)
                        .Select(image => new TomlTable
                        {
                            { "name", new TomlString(image.Key) },
                            { "request", new TomlString(image.Value) },
                        })
                )
            },
            { "package", new TomlArray(Packages.Select(WritePackage)) },
        };
        return "# The exact packages of the images. Written by the build with --update-lock: review the change and commit it.\n"
            + Toml.Print(root);
    }

    private static TomlTable WritePackage(LockedPackage package)
    {
        var table = new TomlTable
        {
            { "name", new TomlString(package.Name) },
            { "version", new TomlString(package.Version) },
            { "architecture", new TomlString(package.Architecture) },
            { "sha256", new TomlString(package.Sha256) },
            { "images", new TomlArray(package.Images.Select(image => new TomlString(image))) },
        };
        if (package.BuildImages.Count > 0)
        {
            table.Add("build-images", new TomlArray(package.BuildImages.Select(image => new TomlString(image))));
        }

        return table;
    }

    private static LockedPackage ReadPackage(TomlTable table)
    {
        table.RejectUnknown("name", "version", "architecture", "sha256", "images", "build-images");
        var hash = table.String("sha256");
        if (hash.Length != 64 || !hash.All(char.IsAsciiHexDigitLower))
        {
            throw table.Error("sha256", "it must be 64 lower-case hexadecimal digits; write the file with --update-lock");
        }

        var name = table.String("name");
        if (
            name.Length == 0
            || !name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '+' or '-' or '.')
        )
        {
            throw table.Error("name", "it is no name of a Debian package; write the file with --update-lock");
        }

        return new LockedPackage(name, table.String("version"), table.String("architecture"), hash, table.Strings("images"))
        {
            BuildImages = table.OptionalStrings("build-images"),
        };
    }
}
