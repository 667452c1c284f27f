using Phederation.Containers.Oci;
using Phederation.Containers.Registry;
using Phederation.Pipeline.Stages;
using Phederation.Trust.ContentTrust;
using Phederation.Trust.Releases;

namespace Phederation.Pipeline.Releases;

/// <summary>Fills a release folder with everything but its signature.</summary>
internal sealed class ReleaseAssembler(RegistrySession session)
{
    /// <summary>Copies profiles, launchers, image layouts and content trust metadata.</summary>
    public async Task FillAsync(
        string folder,
        IReadOnlyList<(JudgedImage Image, SignedImage Signature)> images,
        IReadOnlyDictionary<string, string> launchers,
        CancellationToken cancellationToken
    )
    {
        using var registry = new RegistryClient(session.Registry);
        foreach (var (image, signature) in images)
        {
            var files = image.Files;
            var name = image.Subject.ImageName;
            Copy(files.Profile, PathIn(folder, ReleaseLayout.Profile(name)));
            Copy(files.Evidence, PathIn(folder, ReleaseLayout.Evidence(name)));
            Copy(files.Reasons, Path.Combine(Path.GetDirectoryName(PathIn(folder, ReleaseLayout.Profile(name)))!, "reasons.json"));
            await ImageTransfer.CopyAsync(
                registry,
                files.Definition.Repository,
                signature.Manifest.ToString(),
                await OciLayout.CreateAsync(PathIn(folder, ReleaseLayout.Image(name)), cancellationToken),
                signature.Tag,
                cancellationToken
            );
            await signature.SaveAsync(PathIn(folder, ReleaseLayout.ImageTrust(name)), cancellationToken);
        }

        foreach (var (runtime, program) in launchers)
        {
            Copy(program, Path.Combine(folder, "launcher", runtime, Path.GetFileName(program)));
        }
    }

    private static string PathIn(string folder, string path) => Path.Combine(folder, path.Replace('/', Path.DirectorySeparatorChar));

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Copy(from, to);
    }
}
