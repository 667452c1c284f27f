using System.Formats.Tar;
using System.Text;
using Phederation.Containers.Engine;
using Phederation.Containers.Engine.Models;
using Phederation.Workloads.Steps;

namespace Phederation.Workloads.Running;

/// <summary>Puts a file into a volume of a run, through a container that is never started: a job has none that runs.</summary>
internal static class VolumeFile
{
    private static readonly TimeSpan CleanUp = TimeSpan.FromSeconds(30);

    public static async Task PutAsync(
        EngineClient engine,
        WorkloadTarget target,
        RunNames names,
        PutStep step,
        CancellationToken cancellationToken
    )
    {
        var volume = target.Runtime.Volumes.First(volume => step.Path.StartsWith(volume.Path + "/", StringComparison.Ordinal));
        var request = new CreateContainerRequest
        {
            Image = target.ImageId,
            Entrypoint = ["/never-started"],
            Labels = RunLabels.For(target),
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
                        Source = names.Volume(volume.Name),
                        Target = volume.Path,
                    },
                ],
            },
        };
        var container = await engine.Containers.CreateAsync(request, cancellationToken);
        try
        {
            await engine.Containers.PutArchiveAsync(
                container,
                volume.Path,
                (stream, token) => WriteAsync(stream, target.Runtime.Owner(), step, step.Path[(volume.Path.Length + 1)..], token),
                cancellationToken
            );
        }
        finally
        {
            using var limit = new CancellationTokenSource(CleanUp);
            await engine.Containers.RemoveAsync(container, force: true, limit.Token);
        }
    }

    private static async Task WriteAsync(
        Stream target,
        (int Uid, int Gid) owner,
        PutStep step,
        string path,
        CancellationToken cancellationToken
    )
    {
        await using var writer = new TarWriter(target, TarEntryFormat.Gnu, leaveOpen: true);
        using var data = new MemoryStream(Encoding.UTF8.GetBytes(step.Content));
        var entry = new GnuTarEntry(TarEntryType.RegularFile, path)
        {
            Uid = owner.Uid,
            Gid = owner.Gid,
            Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead,
            ModificationTime = DateTimeOffset.UnixEpoch,
            DataStream = data,
        };
        await writer.WriteEntryAsync(entry, cancellationToken);
    }
}
