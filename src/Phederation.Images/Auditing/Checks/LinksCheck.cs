using Phederation.Images.Auditing.Reading;
using static Phederation.Images.Auditing.AuditChecks;

namespace Phederation.Images.Auditing.Checks;

/// <summary>Links and entries that mean different things to different readers.</summary>
internal sealed class LinksCheck : IImageCheck
{
    /// <summary>What is there only while a container runs.</summary>
    private static readonly string[] RuntimeFolders = ["proc", "sys", "dev", "run", "tmp", "var/run", "var/lock"];

    public IEnumerable<AuditFinding> Run(AuditedImage image, AuditPolicy policy)
    {
        var links = image.Tree.Files.Where(file => file.Kind == AuditedKind.SymbolicLink).ToList();
        return links
            .Select(link => Broken(image, link, policy))
            .OfType<AuditFinding>()
            .Concat(Absolute(links))
            .Concat(image.Layers.SelectMany(Twice))
            .Concat(Loose(image))
            .Concat(image.AllFiles.Where(file => file.Path.Any(AuditText.IsUnplain)).Select(Odd));
    }

    private static AuditFinding? Broken(AuditedImage image, AuditedFile link, AuditPolicy policy)
    {
        var result = image.Tree.Resolve(link.Path, out _);
        if (result == LinkResult.Found)
        {
            return null;
        }

        if (result == LinkResult.Escapes)
        {
            return EscapingLink.At(
                link.Path,
                $"leads to {AuditText.Plain(link.LinkTarget)}, above the image's root: unpacked elsewhere it leads to the host's files",
                "make a link within the image",
                link.Layer.Index
            );
        }

        var target = link.LinkTarget.StartsWith('/') ? link.LinkTarget : $"{EntryPath.Parent(link.Path)}/{link.LinkTarget}";
        var path = Clean(target);
        return RuntimeFolders.Concat(policy.DataFolders).Any(folder => EntryPath.IsWithin(path, folder))
            ? null
            : BrokenLink.At(link.Path, $"leads to {AuditText.Plain(link.LinkTarget)}, which is not there", "remove it", link.Layer.Index);
    }

    private static IEnumerable<AuditFinding> Absolute(List<AuditedFile> links)
    {
        var absolute = links.Where(link => link.LinkTarget.StartsWith('/')).ToList();
        if (absolute.Count > 0)
        {
            yield return AbsoluteLinks.At(
                absolute[0].Path,
                $"this and {absolute.Count - 1} other links are absolute: a tool that reads an unpacked image without changing its root follows them into the host",
                "make links relative where the image's files are read on a host"
            );
        }
    }

    private static IEnumerable<AuditFinding> Twice(AuditedLayer layer) =>
        layer
            .Files.GroupBy(file => file.Path)
            .Where(same =>
                same.Skip(1)
                    .Any(file => file.Kind != AuditedKind.Directory || file.Mode != same.First().Mode || file.Kind != same.First().Kind)
            )
            .Select(same =>
                Ambiguous.At(
                    same.Key,
                    $"occurs {same.Count()} times in one layer: engines take the last one, others the first",
                    "write the layer anew",
                    layer.Index
                )
            );

    private static IEnumerable<AuditFinding> Loose(AuditedImage image) =>
        image
            .Tree.LooseLinks.Select(link =>
                Ambiguous.At(
                    link.Path,
                    $"is a hard link to {AuditText.Plain(link.Target)}, which no layer has",
                    "write the layer anew",
                    link.Layer.Index
                )
            )
            .Concat(
                image.Tree.Misplaced.Select(file =>
                    Ambiguous.At(
                        file.Path,
                        "lies below something of its layer that is no folder",
                        "write the layer anew with its real path",
                        file.Layer.Index
                    )
                )
            );

    private static AuditFinding Odd(AuditedFile file) =>
        OddName.At(
            file.Path,
            $"its name shows as something else than it is: {AuditText.Plain(file.Path)}",
            "rename or remove it",
            file.Layer.Index
        );

    private static string Clean(string target)
    {
        var segments = new List<string>();
        foreach (var segment in target.Split('/').Where(segment => segment is not ("" or ".")))
        {
            if (segment != "..")
            {
                segments.Add(segment);
            }
            else if (segments.Count > 0)
            {
                segments.RemoveAt(segments.Count - 1);
            }
        }

        return string.Join('/', segments);
    }
}
