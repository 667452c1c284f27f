using System.Text.RegularExpressions;
using Phederation.Text;

namespace Phederation.Images.Catalogue;

/// <summary>
/// An image that was not built here: what is told of it is how it runs (<c>runtime.toml</c>: <c>[user]</c> with uid and gid, and the table
/// <c>[runtime]</c> of an image.toml) and what it is put through (<c>workload.toml</c>), both in one folder, whose name is the image's here.
/// </summary>
public static partial class GivenImage
{
    /// <summary>The file that says how it runs.</summary>
    public const string RuntimeFile = "runtime.toml";

    private const string WorkloadFile = "workload.toml";

    /// <summary>Reads the folder.</summary>
    /// <param name="reference">The image on the engine, <c>REPOSITORY[:TAG]</c>.</param>
    /// <param name="folder">The folder with both files.</param>
    /// <exception cref="ImageException">A file is not there, or the reference or the folder's name can't be taken.</exception>
    /// <exception cref="TomlException">runtime.toml is malformed.</exception>
    public static ImageDefinition Load(string reference, string folder)
    {
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var name = Path.GetFileName(folder);
        if (!Name().IsMatch(name))
        {
            throw new ImageException(
                ImageFault.BadDefinition,
                $"{folder}: the folder's name is the image's, and '{name}' can't be one: lower-case letters, digits and dashes"
            );
        }

        foreach (var file in new[] { RuntimeFile, WorkloadFile })
        {
            if (!File.Exists(Path.Combine(folder, file)))
            {
                throw new ImageException(
                    ImageFault.ImageMissing,
                    $"{Path.Combine(folder, file)} is not there; profiles/README.md shows what it says"
                );
            }
        }

        var parts = Reference().Match(reference);
        if (!parts.Success)
        {
            throw new ImageException(ImageFault.BadDefinition, $"'{reference}' is no image's name: give it as REPOSITORY[:TAG]");
        }

        var root = Toml.Load(Path.Combine(folder, RuntimeFile));
        root.RejectUnknown("user", "runtime");
        var account = root.Table("user");
        account.RejectUnknown("uid", "gid");
        var user = new ImageUser("user", (int)account.Integer("uid", 0, 65535), (int)account.Integer("gid", 0, 65535), "/");
        return new ImageDefinition
        {
            Name = name,
            Role = ImageRole.Service,
            Repository = parts.Groups["repository"].Value,
            Version = parts.Groups["tag"] is { Success: true } tag ? tag.Value : "latest",
            Title = reference,
            Licence = "unknown",
            Folder = folder,
            User = user,
            Runtime = RuntimeReader.Read(root.Table("runtime"), user),
            SizeBudgetBytes = long.MaxValue,
            WorkloadPath = Path.Combine(folder, WorkloadFile),
        };
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*\\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();

    // A port is no tag: what follows it has a slash.
    [GeneratedRegex(
        @"^(?<repository>[A-Za-z0-9][A-Za-z0-9._:/-]*?)(:(?<tag>[A-Za-z0-9_][A-Za-z0-9._-]{0,127}))?\z",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Reference();
}
