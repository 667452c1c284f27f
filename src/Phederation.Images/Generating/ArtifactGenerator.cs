using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using Phederation.Images.Building;
using Phederation.Images.Catalogue;
using Phederation.Images.FileSystem;
using Phederation.Images.Generating.Java;

namespace Phederation.Images.Generating;

/// <summary>Brings an upstream file, or what an upstream archive holds, into an image. Owners and modes of an archive are not taken over.</summary>
internal sealed class ArtifactGenerator(ArtifactFile file, GeneratorContext context) : FileGenerator
{
    private const int MostEntries = 200_000;
    private const long MostBytes = 4L << 30;
    private const int PlainMode = 0b110_100_100;
    private const int ExecutableMode = 0b111_101_101;
    private readonly string _origin = $"artifact {file.Artifact.Name}";
    private readonly IReadOnlyList<PathPattern> _leftOut = [.. (file.LeftOut ?? []).Select(text => new PathPattern(text))];

    /// <inheritdoc />
    public override Task AddInputsAsync(InputsHash hash, CancellationToken cancellationToken)
    {
        hash.Add($"artifact {file.Path}", file.Artifact.Demand().Hash.Hex);
        hash.Add(
            $"use of artifact {file.Path}",
            $"{file.IsUnpacked} {file.Strip} {file.IsMigrated} {string.Join(' ', file.LeftOut ?? [])}"
        );
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override async Task AddFilesAsync(ImageTree tree, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var store = new ArtifactStore(Path.Combine(context.CacheFolder, "artifacts"));
        var path = await store.EnsureAsync(file.Artifact, progress, cancellationToken);
        if (file.IsMigrated)
        {
            path = await JakartaMigration.RunAsync(context, path, progress, cancellationToken);
        }

        if (!file.IsUnpacked)
        {
            tree.PutFile(file.Path, new FileInfo(path), _origin, PlainMode);
            return;
        }

        if (ArtifactZip.IsZip(path))
        {
            await UnzipAsync(tree, path, cancellationToken);
            return;
        }

        var archive = Path.Combine(context.WorkFolder, file.Artifact.Demand().Hash.Hex + ".tar");
        await InflateAsync(path, archive, cancellationToken);
        try
        {
            await foreach (var entry in ReadAsync(archive, cancellationToken))
            {
                tree.Put(entry);
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or FormatException or EndOfStreamException)
        {
            throw Malformed($"it is no tar that can be read: {exception.Message}", exception);
        }
    }

    private async Task UnzipAsync(ImageTree tree, string path, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(context.WorkFolder, $"{file.Artifact.Demand().Hash.Hex}-{file.Path.Replace('/', '-')}");
        try
        {
            var zip = new ArtifactZip(path, folder, MostEntries, MostBytes);
            await foreach (var (name, unpacked) in zip.UnpackAsync(PathOf, cancellationToken))
            {
                if (!_leftOut.Any(pattern => pattern.Matches(name)))
                {
                    tree.PutFile($"{file.Path}/{name}", unpacked, _origin, PlainMode);
                }
            }
        }
        catch (InvalidDataException exception)
        {
            throw Malformed($"it is no zip that can be taken over: {exception.Message}", exception);
        }
    }

    private async Task InflateAsync(string path, string archive, CancellationToken cancellationToken)
    {
        try
        {
            await using var source = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
            await using var target = File.Create(archive);
            var buffer = new byte[128 << 10];
            for (int read; (read = await source.ReadAsync(buffer, cancellationToken)) > 0; )
            {
                await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                if (target.Length > MostBytes)
                {
                    throw Malformed($"it inflates to more than {MostBytes >> 30} GiB", null);
                }
            }
        }
        catch (InvalidDataException exception)
        {
            throw Malformed($"it is no gzip: {exception.Message}", exception);
        }
    }

    private async IAsyncEnumerable<TreeEntry> ReadAsync(string archive, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(archive);
        await using var reader = new TarReader(stream);
        var count = 0;
        while (await reader.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
        {
            if (++count > MostEntries)
            {
                throw Malformed($"it has more than {MostEntries} entries", null);
            }

            if (PathOf(entry.Name) is { } path && !_leftOut.Any(pattern => pattern.Matches(path)))
            {
                yield return Entry(entry, $"{file.Path}/{path}", archive);
            }
        }
    }

    private TreeEntry Entry(TarEntry entry, string path, string archive)
    {
        var isExecutable = entry.Mode.HasFlag(UnixFileMode.UserExecute);
        var kind = entry.EntryType switch
        {
            TarEntryType.Directory => TreeEntryKind.Directory,
            TarEntryType.RegularFile or TarEntryType.V7RegularFile => TreeEntryKind.File,
            TarEntryType.SymbolicLink => TreeEntryKind.SymbolicLink,
            var other => throw Malformed($"'{entry.Name}' is a {other}, which is not taken over", null),
        };
        return new TreeEntry
        {
            Path = path,
            Kind = kind,
            Mode = kind == TreeEntryKind.File && !isExecutable ? PlainMode : ExecutableMode,
            ModifiedSeconds = Math.Max(0, entry.ModificationTime.ToUnixTimeSeconds()),
            LinkTarget = kind == TreeEntryKind.SymbolicLink ? entry.LinkName : null,
            Content = kind == TreeEntryKind.File ? FileContent.Slice(archive, Math.Max(0, entry.DataOffset), entry.Length) : null,
            Origin = _origin,
        };
    }

    private string? PathOf(string name)
    {
        var segments = name.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(segment => segment != ".").ToList();
        if (segments.Contains("..") || name.StartsWith('/'))
        {
            throw Malformed($"the path '{name}' leaves the folder", null);
        }

        return segments.Count > file.Strip ? string.Join('/', segments.Skip(file.Strip)) : null;
    }

    private ImageException Malformed(string why, Exception? inner) =>
        new(ImageFault.MalformedPackage, $"the artifact '{file.Artifact.Name}' of {file.Artifact.Demand().Url}: {why}", inner);
}
