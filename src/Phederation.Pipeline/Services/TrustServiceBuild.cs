using Phederation.Images.Building;
using Phederation.Images.Catalogue;
using Phederation.Pipeline.Reporting;
using Phederation.Pipeline.Stages;
using Phederation.Site;
using Phederation.Trust.Services;

namespace Phederation.Pipeline.Services;

/// <summary>
/// The images that the registry and the trust server run from: built from the catalogue, which finds them when nothing changed, each with
/// the profile that it has.
/// </summary>
internal sealed class TrustServiceBuild(PipelineOptions options, PipelineTools tools)
{
    private const string Registry = "registry";
    private const string Notary = "notary";
    private const string NotarySigner = "notary-signer";
    private const string NotaryDatabase = "notary-database";

    private readonly SortedDictionary<string, List<string>> _byProfile = new(StringComparer.Ordinal);

    /// <summary>Builds all of them, and says under which profiles they will run.</summary>
    /// <exception cref="PipelineException">The catalogue lacks one.</exception>
    public async Task<TrustServiceImages> BuildAsync(CancellationToken cancellationToken)
    {
        var catalogue = ImageCatalogue.Load(options.ImagesFolder);
        var builder = new ImageBuilder(tools.Engine, tools.Processes, catalogue);
        var images = new TrustServiceImages(
            await BuildAsync(builder, catalogue, Registry, cancellationToken),
            await BuildAsync(builder, catalogue, Notary, cancellationToken),
            await BuildAsync(builder, catalogue, NotarySigner, cancellationToken),
            await BuildAsync(builder, catalogue, NotaryDatabase, cancellationToken)
        );
        foreach (var (profile, names) in _byProfile)
        {
            tools.Report.Line($"{string.Join(", ", names)}: under {profile}");
        }

        return images;
    }

    private async Task<TrustServiceImage> BuildAsync(
        ImageBuilder builder,
        IReadOnlyList<ImageDefinition> catalogue,
        string name,
        CancellationToken cancellationToken
    )
    {
        var definition =
            catalogue.FirstOrDefault(image => image.Name == name && image.Runtime is not null)
            ?? throw new PipelineException(
                ExitCode.Missing,
                $"{options.ImagesFolder} has no image '{name}', from which the registry and trust server on the loopback run; restore it, or "
                    + "give --registry and --trust-server"
            );
        var build = new ImageBuildOptions { CacheFolder = Path.Combine(options.Cache, "images") };
        var image = await builder.BuildAsync(definition, build, new ProgressReport(tools.Report), cancellationToken);
        var profile = Profile(new ImageFiles(options, definition));
        return new TrustServiceImage(
            image.ImageId.ToString(),
            definition.Runtime!,
            profile is null ? null : await File.ReadAllTextAsync(profile, cancellationToken)
        );
    }

    /// <summary>What people reviewed comes before what this machine made.</summary>
    private string? Profile(ImageFiles files)
    {
        string? path = null;
        var words = "the engine's default seccomp profile, for want of one of its own: Trace and Profiles make it";
        if (File.Exists(files.ReviewedProfile))
        {
            (path, words) = (files.ReviewedProfile, "the reviewed seccomp profile");
        }
        else if (File.Exists(files.Profile))
        {
            (path, words) = (files.Profile, "the seccomp profile of the last trace");
        }

        if (!_byProfile.TryGetValue(words, out var names))
        {
            _byProfile.Add(words, names = []);
        }

        names.Add(files.Definition.Name);
        return path;
    }
}
