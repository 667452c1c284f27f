using System.Formats.Tar;
using System.Text;
using Phederation.Containers.Engine;
using Phederation.Containers.Images;
using Phederation.Containers.Oci;
using Phederation.Images.Auditing;
using Phederation.Testing;

namespace Phederation.Images.Tests.Auditing;

/// <summary>A small image that passes every check; a test adds the one fault that it is about, loads it and removes it.</summary>
internal sealed class TestImage
{
    public const int User = 10001;
    private readonly List<Func<byte[]>> _layers = [];

    public TestImage()
    {
        Add(layer =>
            layer
                .AddFile("etc/passwd", Utf8("root:x:0:0:root:/root:/usr/sbin/nologin\napp:x:10001:10001:app:/home/app:/usr/sbin/nologin\n"))
                .AddFile("etc/group", Utf8("root:x:0:\napp:x:10001:\n"))
                .AddFile("usr/bin/app", Elf("an application"), LayerBuilder.Mode0755)
                .AddDirectory("tmp", (UnixFileMode)0b1_111_111_111)
        );
    }

    public ImageRuntimeConfig Config { get; set; } =
        new()
        {
            User = "10001:10001",
            Healthcheck = new HealthConfig { Test = ["CMD", "/usr/bin/app", "--health"] },
            Entrypoint = ["/usr/bin/app"],
        };

    public List<HistoryEntry> History { get; } = [];

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static byte[] Elf(string text) => [0x7F, .. Encoding.Latin1.GetBytes("ELF" + new string('\0', 60) + text)];

    /// <summary>Adds a layer on top.</summary>
    public TestImage Add(Action<LayerBuilder> fill)
    {
        _layers.Add(() =>
        {
            var layer = new LayerBuilder(DateTimeOffset.UnixEpoch);
            fill(layer);
            using var bytes = new MemoryStream();
            layer.WriteAsync(bytes).GetAwaiter().GetResult();
            return bytes.ToArray();
        });
        return this;
    }

    /// <summary>Adds a layer of entries that the builder of layers refuses to make.</summary>
    public TestImage AddRaw(params TarEntry[] entries)
    {
        _layers.Add(() =>
        {
            using var bytes = new MemoryStream();
            using (var writer = new TarWriter(bytes, TarEntryFormat.Pax, leaveOpen: true))
            {
                foreach (var entry in entries)
                {
                    writer.WriteEntry(entry);
                }
            }

            return bytes.ToArray();
        });
        return this;
    }

    public TestImage With(Func<ImageRuntimeConfig, ImageRuntimeConfig> change)
    {
        Config = change(Config);
        return this;
    }

    public TestImage WithStep(string createdBy)
    {
        History.Add(new HistoryEntry { CreatedBy = createdBy, EmptyLayer = true });
        return this;
    }

    /// <summary>Puts the image on the engine, audits what the engine has, and removes it.</summary>
    public async Task<AuditReport> AuditAsync(CancellationToken cancellationToken, AuditPolicy? policy = null, string? tag = null)
    {
        Requires.Engine();
        using var engine = EngineClient.Connect(EngineEndpoint.Default);
        using var folder = new TempFolder();
        var archive = Archive(folder, tag);
        await engine.Images.LoadAsync(archive.WriteAsync, cancellationToken);
        try
        {
            var auditor = new ImageAuditor(TimeProvider.System);
            return await auditor.AuditAsync(engine, archive.ImageId.ToString(), policy ?? AuditPolicy.Default, cancellationToken);
        }
        finally
        {
            await engine.Images.RemoveAsync(archive.ImageId.ToString(), force: true, CancellationToken.None);
        }
    }

    /// <summary>The image as an archive.</summary>
    public DockerArchive Archive(TempFolder folder, string? tag = null)
    {
        var layers = _layers.Select(make => make()).ToList();
        var files = layers.Select((bytes, index) => Write(folder[$"layer{index}.tar"], bytes)).ToList();
        var config = new ImageConfig
        {
            Architecture = "amd64",
            Os = "linux",
            // Unique, so that no image of another test is this one and gets removed with it.
            Author = "phederation-test-" + Guid.NewGuid().ToString("N"),
            Config = Config,
            RootFs = new RootFs { Type = "layers", DiffIds = [.. layers.Select(layer => Digest.Sha256(layer))] },
            History = [.. layers.Select((_, index) => new HistoryEntry { CreatedBy = $"step {index}" }), .. History],
        };
        return new DockerArchive(
            OciDocument.Write(config),
            [.. layers.Zip(files, (layer, file) => new DockerArchiveLayer(Digest.Sha256(layer), file))],
            tag is null ? [] : [tag]
        );
    }

    private static string Write(string file, byte[] bytes)
    {
        File.WriteAllBytes(file, bytes);
        return file;
    }
}
