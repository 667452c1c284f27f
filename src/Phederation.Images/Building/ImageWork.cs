using System.Text;
using Phederation.Containers.Images;
using Phederation.Containers.Oci;
using Phederation.Images.Catalogue;
using Phederation.Images.Generating;
using Phederation.Images.Packages;
using Phederation.Images.Provenance;
using Phederation.Images.Sbom;
using Phederation.Omop;

namespace Phederation.Images.Building;

/// <summary>Everything that goes into one image, gathered before it is built.</summary>
internal sealed class ImageWork
{
    private const string GeneratedMark = "-- @generated ";
    private readonly PackageLock _lock;

    /// <summary>Gathers the inputs.</summary>
    public ImageWork(ImageDefinition definition, IReadOnlyList<ImageDefinition> bases, PackageLock packageLock, Digest? baseId)
    {
        Definition = definition;
        Bases = bases;
        _lock = packageLock;
        BaseId = baseId;
        Labels = ImageLabels.Of(definition, bases, packageLock.SourceEpoch);
        RootFiles = ReadRootFiles(definition);
    }

    /// <summary>The image.</summary>
    public ImageDefinition Definition { get; }

    /// <summary>The images below it, the lowest first.</summary>
    public IReadOnlyList<ImageDefinition> Bases { get; }

    /// <summary>The ID of the image right below.</summary>
    public Digest? BaseId { get; }

    /// <summary>The labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; }

    /// <summary>The locked packages.</summary>
    public PackageLock Lock => _lock;

    /// <summary>The files of the folder <c>rootfs</c> by their path in the image, with what is generated filled in.</summary>
    public IReadOnlyDictionary<string, (byte[] Bytes, bool IsExecutable)> RootFiles { get; }

    /// <summary>The time of everything that the build writes.</summary>
    public DateTimeOffset Time => DateTimeOffset.FromUnixTimeSeconds(_lock.SourceEpoch);

    /// <summary>
    /// A hash that is there before any package is read: the definitions, the locked packages, what generated files are made of, and this
    /// build's own code. When it is known, nothing is read at all.
    /// </summary>
    public async Task<InputsHash> SourcesHashAsync(IReadOnlyList<FileGenerator> generators, CancellationToken cancellationToken)
    {
        var hash = AddOwn(new InputsHash());
        foreach (var image in Bases.Append(Definition))
        {
            hash.AddFile($"definition {image.Name}", image.DefinitionPath);
        }

        var chain = Bases.Append(Definition).ToList();
        for (var level = 0; level < chain.Count; level++)
        {
            foreach (var package in _lock.Of(chain[level], chain[..level]))
            {
                hash.Add($"package {chain[level].Name} {package.Name}", package.Sha256);
            }
        }

        foreach (var package in _lock.ToolsOf(Definition))
        {
            hash.Add($"tool {package.Name}", package.Sha256);
        }

        foreach (var generator in generators)
        {
            await generator.AddInputsAsync(hash, cancellationToken);
        }

        return hash.Add("builder", typeof(ImageWork).Module.ModuleVersionId.ToString())
            .Add("layers", typeof(LayerBuilder).Module.ModuleVersionId.ToString());
    }

    /// <summary>The hashed parts as a record of provenance: packages and artifacts with their names in the world, everything else with its own.</summary>
    public IReadOnlyList<ImageInput> Inputs(InputsHash sources)
    {
        var addresses = Definition
            .Generated.OfType<ArtifactFile>()
            .GroupBy(file => file.Artifact.Demand().Hash.Hex)
            .ToDictionary(files => files.Key, files => files.First().Artifact.Demand().Url.ToString());
        foreach (var package in _lock.Packages)
        {
            addresses[package.Sha256] = PackageUrl.Debian(
                package.Name,
                package.Version,
                package.Architecture,
                $"debian-{_lock.Distribution.Suite}"
            );
        }

        return
        [
            .. sources
                .Parts.Where(part => part.Value.Length is 64 or 128 && part.Value.All(char.IsAsciiHexDigitLower))
                .Select(part => new ImageInput(part.Key, addresses.GetValueOrDefault(part.Value), part.Value)),
        ];
    }

    /// <summary>The hash of the content that goes into the image; how it was gathered does not matter.</summary>
    public string ContentHash(ImageLayers layers) =>
        AddOwn(new InputsHash())
            .Add("layer", layers.Packages.DiffId.ToString())
            .Add("generated", layers.Generated?.DiffId.ToString() ?? "")
            .Add("root files", layers.RootFiles?.DiffId.ToString() ?? "")
            .ToString();

    private InputsHash AddOwn(InputsHash hash)
    {
        hash.Add("base", BaseId?.ToString() ?? "")
            .Add("epoch", $"{_lock.SourceEpoch}")
            .Add("user", Definition.User.ToString())
            .Add("environment", string.Join('\n', Definition.Environment.Select(variable => $"{variable.Key}={variable.Value}")))
            .Add("labels", string.Join('\n', Labels.Select(label => $"{label.Key}={label.Value}")));
        if (Definition.DockerfilePath is { } dockerfile)
        {
            hash.AddFile("dockerfile", dockerfile);
        }

        foreach (var (path, file) in RootFiles)
        {
            hash.Add($"file {path} {file.IsExecutable}", file.Bytes);
        }

        return hash;
    }

    private static SortedDictionary<string, (byte[] Bytes, bool IsExecutable)> ReadRootFiles(ImageDefinition definition)
    {
        var files = new SortedDictionary<string, (byte[], bool)>(StringComparer.Ordinal);
        var root = Path.Combine(definition.Folder, "rootfs");
        if (Directory.Exists(root))
        {
            foreach (var file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
            {
                var info = new FileInfo(file);
                if (info.LinkTarget is not null)
                {
                    throw new ImageException(
                        ImageFault.BadDefinition,
                        $"{file}: root files are plain files; make a link in the Dockerfile"
                    );
                }

                // Of the modes of a checkout only the owner's execute bit is meant; the rest is the umask of whoever checked out.
                var isExecutable = !OperatingSystem.IsWindows() && info.UnixFileMode.HasFlag(UnixFileMode.UserExecute);
                files.Add(Path.GetRelativePath(root, file).Replace('\\', '/'), (File.ReadAllBytes(file), isExecutable));
            }
        }

        foreach (var generated in definition.Generated.OfType<OmopDdlFile>())
        {
            var mark = $"{GeneratedMark}{OmopDdlFile.Kind} {generated.Schema}\n";
            var text = files.TryGetValue(generated.Path, out var file) ? Encoding.UTF8.GetString(file.Item1) : "";
            if (text.Split(mark).Length != 2)
            {
                throw new ImageException(
                    ImageFault.BadDefinition,
                    $"{definition.DefinitionPath}: rootfs/{generated.Path} must be there and have one line '{mark.TrimEnd()}', "
                        + "in the place of which the generated text goes"
                );
            }

            files[generated.Path] = (
                Encoding.UTF8.GetBytes(text.Replace(mark, OmopDdl.CreateTables(generated.Schema), StringComparison.Ordinal)),
                file.Item2
            );
        }

        return files;
    }
}
