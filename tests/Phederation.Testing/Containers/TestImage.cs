using Phederation.Containers.Engine;
using Phederation.Containers.Images;
using Phederation.Containers.Oci;
using Phederation.Processes;

namespace Phederation.Testing.Containers;

/// <summary>
/// A small image with a shell and the common tools, put together from this machine's own programs and the libraries they load: no registry
/// is needed. It has no user database; run it with numbers. The same machine always gives the same image id, so
/// parallel test runs share it; it is labelled <see cref="Label"/> and is left on the engine as a cache.
/// </summary>
public static class TestImage
{
    /// <summary>What every object that tests create on an engine is labelled with.</summary>
    public const string Label = "phederation.test";

    /// <summary>The image's name on the engine, for a Dockerfile's FROM; without a name of its own it would go with the last name a test gives it.</summary>
    public const string Reference = "phederation-test-tools:latest";

    private static readonly SemaphoreSlim Building = new(1, 1);
    private static readonly string[] Programs =
    [
        "/bin/sh",
        "/bin/cat",
        "/bin/date",
        "/bin/dd",
        "/bin/echo",
        "/bin/false",
        "/bin/grep",
        "/bin/kill",
        "/bin/ln",
        "/bin/ls",
        "/bin/mkdir",
        "/bin/rm",
        "/bin/sleep",
        "/bin/stty",
        "/bin/touch",
        "/bin/true",
        "/usr/bin/env",
        "/usr/bin/head",
        "/usr/bin/id",
        "/usr/bin/sha256sum",
        "/usr/bin/stat",
        "/usr/bin/wc",
    ];

    private static string? _imageId;

    /// <summary>The image's id ("sha256:…") on an engine that now has it.</summary>
    public static async Task<string> EnsureAsync(EngineClient engine, CancellationToken cancellationToken = default)
    {
        await Building.WaitAsync(cancellationToken);
        try
        {
            if (_imageId is null || await engine.Images.InspectAsync(Reference, cancellationToken) is not { } image || image.Id != _imageId)
            {
                _imageId = await BuildAsync(engine, cancellationToken);
            }

            return _imageId;
        }
        finally
        {
            Building.Release();
        }
    }

    private static async Task<string> BuildAsync(EngineClient engine, CancellationToken cancellationToken)
    {
        using var folder = new TempFolder();
        var builder = new LayerBuilder(DateTimeOffset.UnixEpoch);
        const UnixFileMode sticky = (UnixFileMode)0x3FF;
        builder.AddDirectory("tmp", sticky);
        foreach (var name in new[] { "bin", "usr", "usr/bin", "dev", "proc", "sys", "etc", "run" })
        {
            builder.AddDirectory(name);
        }

        var programs = Programs.Where(File.Exists).ToArray();
        foreach (var file in programs.Concat(await LibrariesAsync(programs, cancellationToken)))
        {
            builder.AddFile(file, new FileInfo(RealPath(file)), LayerBuilder.Mode0755);
        }

        var layer = await builder.WriteAsync(folder["layer.tar"], cancellationToken);
        var config = new ImageConfig
        {
            Created = "1970-01-01T00:00:00Z",
            Architecture = "amd64",
            Os = "linux",
            Config = new ImageRuntimeConfig
            {
                Env = ["PATH=/usr/bin:/bin"],
                Cmd = ["/bin/sleep", "3600"],
                Labels = new Dictionary<string, string> { [Label] = "image" },
            },
            RootFs = new RootFs { Type = "layers", DiffIds = [layer.DiffId] },
        };
        var archive = new DockerArchive(
            OciDocument.Write(config),
            [new DockerArchiveLayer(layer.DiffId, folder["layer.tar"])],
            [Reference]
        );
        await engine.Images.LoadAsync(archive.WriteAsync, cancellationToken);
        return archive.ImageId.ToString();
    }

    private static async Task<IReadOnlyList<string>> LibrariesAsync(string[] programs, CancellationToken cancellationToken)
    {
        var request = new ProcessRequest
        {
            Program = "ldd",
            Arguments = programs,
            TimeLimit = TimeSpan.FromSeconds(30),
        };
        var result = await new ProcessRunner().RunAsync(request, cancellationToken);
        // "	libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x…)" and "	/lib64/ld-linux-x86-64.so.2 (0x…)".
        return
        [
            .. result
                .Output.Split('\n')
                .Where(line => line.StartsWith('\t'))
                .Select(line => line.Split("=>")[^1].Trim().Split(' ')[0])
                .Where(path => path.StartsWith('/'))
                .Distinct(),
        ];
    }

    private static string RealPath(string path) => new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;
}
