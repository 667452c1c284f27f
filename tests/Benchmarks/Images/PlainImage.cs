using System.Security.Cryptography;
using Phederation.Containers.Engine;
using Phederation.Containers.Images;
using Phederation.Containers.Oci;
using Phederation.Processes;

namespace Phederation.Benchmarks.Images;

/// <summary>An image of the plain form: a Debian in which apt installed the service, with all maintainer scripts. It goes with its use.</summary>
internal sealed class PlainImage : IAsyncDisposable
{
    private const string Program = "mmdebstrap";
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(15);
    private readonly EngineClient _engine;

    private PlainImage(EngineClient engine, string id) => (_engine, Id) = (engine, id);

    public string Id { get; }

    /// <summary>Makes the image; null where mmdebstrap is not installed.</summary>
    public static async Task<PlainImage?> MakeAsync(
        EngineClient engine,
        IProcessRunner processes,
        IReadOnlyList<string> packages,
        string suite,
        CancellationToken cancellationToken
    )
    {
        if (!File.Exists($"/usr/bin/{Program}"))
        {
            return null;
        }

        var folder = Directory.CreateTempSubdirectory("phederation-benchmark-").FullName;
        try
        {
            var file = Path.Combine(folder, "root.tar");
            var request = new ProcessRequest
            {
                Program = Program,
                Arguments =
                [
                    "--quiet",
                    "--variant=minbase",
                    "--aptopt=APT::Install-Recommends \"true\"",
                    $"--include={string.Join(',', packages)}",
                    suite,
                    file,
                ],
                TimeLimit = TimeLimit,
            };
            (await processes.RunAsync(request, cancellationToken)).EnsureSuccess(request);
            await using var layer = File.OpenRead(file);
            var digest = Digest.Parse("sha256:" + Convert.ToHexStringLower(await SHA256.HashDataAsync(layer, cancellationToken)));
            var config = new ImageConfig
            {
                Created = "1970-01-01T00:00:00Z",
                Architecture = "amd64",
                Os = "linux",
                Config = new ImageRuntimeConfig { Labels = new Dictionary<string, string> { ["phederation.benchmark"] = "plain" } },
                RootFs = new RootFs { Type = "layers", DiffIds = [digest] },
            };
            var archive = new DockerArchive(OciDocument.Write(config), [new DockerArchiveLayer(digest, file)], []);
            await engine.Images.LoadAsync(archive.WriteAsync, cancellationToken);
            return new PlainImage(engine, archive.ImageId.ToString());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public async ValueTask DisposeAsync() => await _engine.Images.RemoveAsync(Id, force: true, CancellationToken.None);
}
