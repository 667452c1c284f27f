using System.Text;
using Phederation.Images.FileSystem;
using Phederation.Images.Packages;

namespace Phederation.Images.Generating.Java;

/// <summary>
/// The record and the licence of a build package of which parts get into an image in another form. Without them, who looks for vulnerable
/// packages in the image would not know that it is there.
/// </summary>
internal static class PackageRecord
{
    /// <summary>Adds both.</summary>
    /// <exception cref="ImageException">It is no build package of the image.</exception>
    public static async Task AddAsync(
        ImageTree tree,
        string name,
        string where,
        string root,
        GeneratorContext context,
        CancellationToken cancellationToken
    )
    {
        var package =
            context.Lock.ToolsOf(context.Definition).FirstOrDefault(tool => tool.Name == name)
            ?? throw new ImageException(ImageFault.BadDefinition, $"{where}: '{name}' is none of the build packages");
        var control = ControlParagraph.ReadAll(await context.Tools.ControlOfAsync(package, cancellationToken))[0];
        var origin = $"package {name}";
        tree.PutFile(
            $"var/lib/dpkg/status.d/{name}",
            Encoding.UTF8.GetBytes(control.With("Status", "install ok installed") + "\n"),
            origin
        );

        // The folder of a package's documents may be a link to that of another one.
        var copyright = new FileInfo(Path.Combine(root, "usr/share/doc", name, "copyright"));
        if (copyright.Exists)
        {
            tree.PutFile($"usr/share/doc/{name}/copyright", await File.ReadAllBytesAsync(copyright.FullName, cancellationToken), origin);
        }
    }
}
