using Phederation.Images.Building;
using Phederation.Images.Catalogue;
using Phederation.Processes;
using Phederation.Testing;
using Phederation.Testing.Containers;

namespace Phederation.Workloads.Tests.Postgres;

/// <summary>The database image of this checkout, built once and reused by later runs.</summary>
internal static class PostgresImage
{
    private static readonly SemaphoreSlim Building = new(1, 1);
    private static BuiltImage? _built;

    /// <summary>The workload of this checkout.</summary>
    public static string WorkloadPath => Path.Combine(Repository.Root, "images", "postgres", "workload.toml");

    /// <summary>A target of the image; the test is skipped where it can't be built.</summary>
    public static async Task<WorkloadTarget> TargetAsync(EngineScope scope, CancellationToken cancellationToken)
    {
        Requires.Program("apt-get");
        Requires.Program("dpkg-deb");
        await Building.WaitAsync(cancellationToken);
        try
        {
            _built ??= await BuildAsync(scope, cancellationToken);
        }
        finally
        {
            Building.Release();
        }

        return new WorkloadTarget
        {
            ImageId = _built.ImageId.ToString(),
            Runtime = _built.Definition.Runtime!,
            NamePrefix = scope.Id,
            Labels = scope.Labels,
        };
    }

    private static Task<BuiltImage> BuildAsync(EngineScope scope, CancellationToken cancellationToken)
    {
        var catalogue = ImageCatalogue.Load(Path.Combine(Repository.Root, "images"));
        var options = new ImageBuildOptions { CacheFolder = Path.Combine(Repository.Root, ".state", "cache") };
        return new ImageBuilder(scope.Engine, new ProcessRunner(), catalogue).BuildAsync(
            catalogue.Single(image => image.Name == "postgres"),
            options,
            null,
            cancellationToken
        );
    }
}
