using Phederation.Containers.Engine;
using Phederation.Containers.Hardening;
using Phederation.Images.Catalogue;
using Phederation.Pipeline;
using Phederation.Seccomp.Profiles;
using Phederation.Site;

namespace Phederation.Benchmarks.Seccomp;

/// <summary>What is measured: the database image that the build made, under its contract and its profile.</summary>
internal sealed record BenchmarkSubject(string ImageId, RuntimeContract Runtime, SeccompProfile Profile)
{
    private const string Image = "postgres";

    public static async Task<BenchmarkSubject> LoadAsync(
        string root,
        string output,
        EngineClient engine,
        CancellationToken cancellationToken
    )
    {
        var definition = ImageCatalogue.Load(Path.Combine(root, "images")).Single(image => image.Name == Image);
        var details = await engine.Images.InspectAsync(definition.Reference, cancellationToken);
        var path = Path.Combine(output, "profiles", Image, "seccomp.json");
        if (details is null || !File.Exists(path))
        {
            throw new PipelineException(ExitCode.Missing, $"{definition.Reference} or {path} is not there; run the target Replay");
        }

        var profile = SeccompProfile.ParseUtf8(await File.ReadAllBytesAsync(path, cancellationToken), path);
        return new BenchmarkSubject(details.Id, definition.Runtime!, profile);
    }
}
