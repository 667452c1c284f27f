using Phederation.Containers.Engine;
using Phederation.Containers.Engine.Models;
using Phederation.Containers.Oci;
using Phederation.Images.Auditing;
using Phederation.Images.Catalogue;
using Phederation.Images.Dockerfiles;
using Phederation.Images.Generating;
using Phederation.Images.Linting;
using Phederation.Images.Packages;
using Phederation.Images.Provenance;
using Phederation.Processes;

namespace Phederation.Images.Building;

/// <summary>
/// Builds images on an engine from locked packages. What did not change is not built again: a record names the image that some inputs
/// gave, and the engine is asked whether it still has it.
/// </summary>
public sealed partial class ImageBuilder
{
    // ENOSPC of Linux, which .NET hands on as the result code of an IOException.
    private const int NoSpaceLeft = 28;
    private readonly EngineClient _engine;
    private readonly IProcessRunner _processes;
    private readonly IReadOnlyList<ImageDefinition> _catalogue;
    private readonly TimeProvider _time;
    private bool _isLockUpdated;

    /// <summary>Makes a builder.</summary>
    /// <param name="engine">The engine that gets the images.</param>
    /// <param name="processes">Runs apt-get and dpkg-deb.</param>
    /// <param name="catalogue">All images of the folder, from <see cref="ImageCatalogue.Load"/>.</param>
    /// <param name="time">The clock that waivers of linter and audit expire by; null for the system's.</param>
    public ImageBuilder(EngineClient engine, IProcessRunner processes, IReadOnlyList<ImageDefinition> catalogue, TimeProvider? time = null)
    {
        _engine = engine;
        _processes = processes;
        _catalogue = catalogue;
        _time = time ?? TimeProvider.System;
    }

    /// <summary>Builds an image and, before it, the images below it.</summary>
    /// <exception cref="ImageException">A definition, the lock or a package stands against it.</exception>
    /// <exception cref="EngineException">The engine stands against it; kind NoSpace when its disk is full.</exception>
    /// <exception cref="ProcessFailedException">apt or dpkg is not installed.</exception>
    public async Task<BuiltImage> BuildAsync(
        ImageDefinition definition,
        ImageBuildOptions options,
        IProgress<string>? progress,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var cache = new BuildCache(options.CacheFolder);
            using var turn = await CacheLock.AcquireAsync(cache.Folder, progress, cancellationToken);
            if (options.UpdateLock && !_isLockUpdated)
            {
                await UpdateLockAsync(cache, progress, cancellationToken);
                _isLockUpdated = true;
            }

            return await BuildAsync(definition, cache, PackageLock.Load(ImagesFolder), options.Limits, progress, cancellationToken);
        }
        catch (IOException exception) when (exception.HResult == NoSpaceLeft)
        {
            throw new ImageException(
                ImageFault.NoRoom,
                $"no room left below {options.CacheFolder}: {exception.Message}; free some space",
                exception
            );
        }
    }

    /// <summary>Resolves the packages of all images anew and rewrites the lock file.</summary>
    /// <exception cref="ImageException">The distribution does not answer, or lacks a package.</exception>
    public async Task<PackageLock> UpdateLockAsync(
        ImageBuildOptions options,
        IProgress<string>? progress,
        CancellationToken cancellationToken
    )
    {
        var cache = new BuildCache(options.CacheFolder);
        using var turn = await CacheLock.AcquireAsync(cache.Folder, progress, cancellationToken);
        return await UpdateLockAsync(cache, progress, cancellationToken);
    }

    private string ImagesFolder => Path.GetDirectoryName(_catalogue[0].Folder)!;

    private async Task<PackageLock> UpdateLockAsync(BuildCache cache, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        progress?.Report("resolving the packages of all images");
        var distribution = DistributionOf(_catalogue[0]);
        var previous = File.Exists(Path.Combine(ImagesFolder, PackageLock.FileName)) ? PackageLock.Load(ImagesFolder) : null;
        var locker = new PackageLocker(cache.Apt(distribution, _processes), cache.Folder);
        var resolved = await locker.ResolveAsync(_catalogue, distribution, previous, cancellationToken);
        resolved.Save(ImagesFolder);
        return resolved;
    }

    private async Task<BuiltImage> BuildAsync(
        ImageDefinition definition,
        BuildCache cache,
        PackageLock packageLock,
        BuildLimits limits,
        IProgress<string>? progress,
        CancellationToken cancellationToken
    )
    {
        LintGate.Ensure(definition, _catalogue, _time);
        var bases = ImageCatalogue.BasesOf(definition, _catalogue);
        if (packageLock.Distribution != DistributionOf(definition))
        {
            throw new ImageException(
                ImageFault.LockOutdated,
                $"{PackageLock.FileName} was made for {packageLock.Distribution.Suite}, {definition.Name} stands on "
                    + $"{DistributionOf(definition).Suite}; resolve the packages anew with --update-lock"
            );
        }

        var below = bases is [.., var next] ? await BuildAsync(next, cache, packageLock, limits, progress, cancellationToken) : null;
        var work = new ImageWork(definition, bases, packageLock, below?.ImageId);
        using var folder = cache.NewWorkFolder();
        var generators = FileGenerator.Of(
            new GeneratorContext(
                definition,
                cache.Folder,
                folder.Path,
                packageLock,
                cache.Tools(packageLock.Distribution, _processes),
                _processes
            )
        );
        var sources = await work.SourcesHashAsync(generators, cancellationToken);
        var key = sources.ToString();
        var inputs = work.Inputs(sources);
        if (await FindAsync(cache, definition, key, cancellationToken) is { } known)
        {
            return await FinishAsync(work, known.Image, known.Record, inputs, reused: true, cancellationToken);
        }

        var layers = await WriteLayersAsync(work, generators, cache, folder, progress, cancellationToken);
        var inputsHash = work.ContentHash(layers);
        if (await FindAsync(cache, definition, inputsHash, cancellationToken) is { } same)
        {
            cache.Records.Save(definition.Name, key, same.Record);
            return await FinishAsync(work, same.Image, same.Record, inputs, reused: true, cancellationToken);
        }

        var (written, whyByEngine) = await WriteAsync(work, below, layers, cache, cancellationToken);
        var (image, isReused) = written is null
            ? (await BuildByEngineAsync(work, layers, limits, progress, cancellationToken), false)
            : await LoadAsync(work, cache, written, progress, cancellationToken);
        var record = new BuildRecord(inputsHash, image.Id, whyByEngine);
        BuiltImage built;
        try
        {
            built = await FinishAsync(work, image, record, inputs, isReused, cancellationToken);
        }
        catch (ImageException) when (!isReused && image.RepoTags.Count == 0)
        {
            // It is nobody's: no tag was given, and nothing else in the engine has this image.
            await _engine.Images.RemoveAsync(image.Id, cancellationToken: CancellationToken.None);
            throw;
        }

        // Only now: what a record names has passed every check.
        cache.Records.Save(definition.Name, key, record);
        cache.Records.Save(definition.Name, inputsHash, record);
        return built;
    }

    /// <summary>What some inputs gave, when the engine still has it and an image on top of it can still be written.</summary>
    private async Task<(BuildRecord Record, ImageDetails Image)?> FindAsync(
        BuildCache cache,
        ImageDefinition definition,
        string key,
        CancellationToken cancellationToken
    )
    {
        if (
            cache.Records.Find(definition.Name, key) is not { } record
            || await _engine.Images.InspectAsync(record.ImageId, cancellationToken) is not { } image
        )
        {
            return null;
        }

        var isWhole =
            record.WhyByEngine is not null
            || definition.Role != ImageRole.Base
            || await cache.Written.FindAsync(definition.Name, Digest.Parse(record.ImageId), cancellationToken) is not null;
        return isWhole ? (record, image) : null;
    }

    /// <summary>The image when it can be written here; else why not.</summary>
    private static async Task<(WrittenImage? Image, string? WhyNot)> WriteAsync(
        ImageWork work,
        BuiltImage? below,
        ImageLayers layers,
        BuildCache cache,
        CancellationToken cancellationToken
    )
    {
        if (work.Definition.DockerfilePath is not { } path)
        {
            return layers is { Generated: null, RootFiles: null }
                ? (BaseImageConfig.Write(work, layers.Packages), null)
                : throw new ImageException(
                    ImageFault.BadDefinition,
                    $"{work.Definition.DefinitionPath}: generated files and root files need a Dockerfile that copies them"
                );
        }

        var (dockerfile, whyNot) = WritableDockerfile.TryTake(Dockerfile.Load(path));
        if (dockerfile is null || below is null)
        {
            return (null, whyNot ?? "it has no base of the catalogue");
        }

        return await cache.Written.FindAsync(below.Definition.Name, below.ImageId, cancellationToken) is { } written
            ? (dockerfile.Write(work, written, layers), null)
            : (null, $"its base {below.Reference} was built by the engine");
    }

    private async Task<BuiltImage> FinishAsync(
        ImageWork work,
        ImageDetails image,
        BuildRecord record,
        IReadOnlyList<ImageInput> inputs,
        bool reused,
        CancellationToken cancellationToken
    )
    {
        var definition = work.Definition;
        DefinitionCheck.Ensure(definition, image);
        if ((await _engine.Images.InspectAsync(definition.Reference, cancellationToken))?.Id != image.Id)
        {
            await AuditGate.EnsureAsync(_engine, definition, image.Id, _time, cancellationToken);
            await _engine.Images.TagAsync(image.Id, definition.Reference, cancellationToken);
        }

        return new BuiltImage(
            definition,
            Digest.Parse(image.Id),
            definition.Reference,
            record.InputsHash,
            image.Size,
            record.WhyByEngine,
            reused
        )
        {
            Inputs = inputs,
        };
    }

    private Distribution DistributionOf(ImageDefinition definition) =>
        (ImageCatalogue.BasesOf(definition, _catalogue) is [var lowest, ..] ? lowest : definition).Distribution!;
}
