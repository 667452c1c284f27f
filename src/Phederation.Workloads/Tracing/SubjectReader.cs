using System.Formats.Tar;
using System.Text;
using Phederation.Containers.Engine;
using Phederation.Containers.Engine.Models;
using Phederation.Seccomp.Evidences;

namespace Phederation.Workloads.Tracing;

/// <summary>Finds out what evidence must say of the machine and the image, without running anything of the image.</summary>
internal static class SubjectReader
{
    private const string LibcStatus = "/var/lib/dpkg/status.d/libc6";
    private const int LargestStatus = 64 * 1024;
    private static readonly TimeSpan CleanUpLimit = TimeSpan.FromSeconds(60);

    public static async Task<EvidenceSubject> ReadAsync(
        EngineClient engine,
        string imageName,
        string imageId,
        string workloadSha256,
        IReadOnlyDictionary<string, string> labels,
        CancellationToken cancellationToken
    )
    {
        var version = await engine.System.VersionAsync(cancellationToken);
        var info = await engine.System.InfoAsync(cancellationToken);
        var runtime = version.Components.FirstOrDefault(component => component.Name == info.DefaultRuntime);
        return new EvidenceSubject
        {
            ImageName = imageName,
            ImageId = imageId,
            WorkloadSha256 = workloadSha256,
            Kernel = info.KernelVersion,
            Engine = $"docker {version.Version}",
            Runtime = $"{info.DefaultRuntime} {runtime?.Version}".TrimEnd(),
            Libc = await LibcAsync(engine, imageId, labels, cancellationToken),
        };
    }

    /// <summary>The version of the image's libc package; "unknown" for an image that has no record of its packages.</summary>
    private static async Task<string> LibcAsync(
        EngineClient engine,
        string imageId,
        IReadOnlyDictionary<string, string> labels,
        CancellationToken cancellationToken
    )
    {
        var container = await engine.Containers.CreateAsync(
            new CreateContainerRequest
            {
                Image = imageId,
                Entrypoint = ["/never-started"],
                Labels = labels,
                HostConfig = new HostConfig { NetworkMode = "none", ReadonlyRootfs = true },
            },
            cancellationToken
        );
        try
        {
            await using var stream = await engine.Containers.GetArchiveAsync(container, LibcStatus, cancellationToken);
            await using var tar = new TarReader(stream);
            var entry = await tar.GetNextEntryAsync(copyData: true, cancellationToken);
            if (entry?.DataStream is not { Length: <= LargestStatus } data)
            {
                return "unknown";
            }

            using var reader = new StreamReader(data, Encoding.UTF8);
            var lines = (await reader.ReadToEndAsync(cancellationToken)).Split('\n');
            const string field = "Version: ";
            var line = lines.FirstOrDefault(line => line.StartsWith(field, StringComparison.Ordinal));
            // The upstream version decides what the library may call, not Debian's revision of it.
            return line is null ? "unknown" : $"glibc {line[field.Length..].Split('-')[0]}";
        }
        catch (EngineException exception) when (exception.Kind == EngineErrorKind.NotFound)
        {
            return "unknown";
        }
        finally
        {
            using var limit = new CancellationTokenSource(CleanUpLimit);
            await engine.Containers.RemoveAsync(container, force: true, limit.Token);
        }
    }
}
