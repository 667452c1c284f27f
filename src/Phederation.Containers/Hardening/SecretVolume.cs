using System.Formats.Tar;
using System.Text.RegularExpressions;
using Phederation.Containers.Engine;
using Phederation.Containers.Engine.Models;
using Phederation.Containers.Images;

namespace Phederation.Containers.Hardening;

/// <summary>
/// Puts secrets where one container can read them and nothing else shows them: into files of a volume, over the Engine API, so that they pass
/// no command line, no environment, no label and no file of this machine. It works with an engine on another machine too.
/// </summary>
public static partial class SecretVolume
{
    private const int LargestSecret = 1 << 20;
    private static readonly TimeSpan CleanUp = TimeSpan.FromSeconds(60);

    /// <summary>True for a name that a secret's file may have.</summary>
    public static bool IsName(string name) => NameText().IsMatch(name);

    /// <summary>
    /// Makes the volume (or takes the one that exists) and writes the files into it, mode 0400, owned by the given user. Files of the same
    /// name are replaced, others are left.
    /// </summary>
    /// <param name="engine">The engine.</param>
    /// <param name="imageId">Any image of the engine; nothing of it is run: a container of it is made, filled and removed without having been started.</param>
    /// <param name="volumeName">The volume's name.</param>
    /// <param name="uid">The number of the user who reads them.</param>
    /// <param name="gid">The number of that user's group.</param>
    /// <param name="files">Name → content.</param>
    /// <param name="labels">Labels of the volume and of the container.</param>
    /// <param name="cancellationToken">Ends the work; the container is removed all the same.</param>
    /// <exception cref="ArgumentException">A name or a size is refused.</exception>
    public static async Task SeedAsync(
        EngineClient engine,
        string imageId,
        string volumeName,
        int uid,
        int gid,
        IReadOnlyDictionary<string, byte[]> files,
        IReadOnlyDictionary<string, string> labels,
        CancellationToken cancellationToken = default
    )
    {
        foreach (var (name, content) in files)
        {
            if (!IsName(name) || content.Length > LargestSecret)
            {
                throw new ArgumentException(
                    $"The secret '{name}' is refused: a plain file name and at most 1 MiB are accepted.",
                    nameof(files)
                );
            }
        }

        await engine.Volumes.CreateAsync(new CreateVolumeRequest { Name = volumeName, Labels = labels }, cancellationToken);
        var container = await engine.Containers.CreateAsync(NeverStarted(imageId, volumeName, labels), cancellationToken);
        try
        {
            await engine.Containers.PutArchiveAsync(
                container,
                HardenedContainer.SecretsPath,
                (target, token) => WriteAsync(target, uid, gid, files, token),
                cancellationToken
            );
        }
        finally
        {
            using var limit = new CancellationTokenSource(CleanUp);
            await engine.Containers.RemoveAsync(container, force: true, limit.Token);
        }
    }

    private static CreateContainerRequest NeverStarted(string imageId, string volumeName, IReadOnlyDictionary<string, string> labels) =>
        new()
        {
            Image = imageId,
            Entrypoint = ["/never-started"],
            Labels = labels,
            HostConfig = new HostConfig
            {
                NetworkMode = "none",
                ReadonlyRootfs = true,
                CapDrop = ["ALL"],
                Mounts =
                [
                    new Mount
                    {
                        Type = "volume",
                        Source = volumeName,
                        Target = HardenedContainer.SecretsPath,
                        VolumeOptions = new VolumeOptions { NoCopy = true },
                    },
                ],
            },
        };

    private static async Task WriteAsync(
        Stream target,
        int uid,
        int gid,
        IReadOnlyDictionary<string, byte[]> files,
        CancellationToken cancellationToken
    )
    {
        await using var writer = new TarWriter(target, TarEntryFormat.Gnu, leaveOpen: true);
        foreach (var (name, content) in files.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            await using var data = new MemoryContent(content).Open();
            var entry = new GnuTarEntry(TarEntryType.RegularFile, name)
            {
                Uid = uid,
                Gid = gid,
                Mode = UnixFileMode.UserRead,
                ModificationTime = DateTimeOffset.UnixEpoch,
                DataStream = data,
            };
            await writer.WriteEntryAsync(entry, cancellationToken);
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,127}\z", RegexOptions.CultureInvariant)]
    private static partial Regex NameText();
}
