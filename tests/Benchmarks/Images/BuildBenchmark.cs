using Phederation.Processes;

namespace Phederation.Benchmarks.Images;

/// <summary>
/// How long all images take: on an empty state with the packages to be fetched, on an empty state with the packages there, and with nothing
/// changed. An image that the engine already has is made each time, but not loaded into it again.
/// </summary>
internal sealed class BuildBenchmark(string root, IProcessRunner processes)
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(40);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("phederation-benchmark-").FullName;
        try
        {
            var (cold, warm) = (Path.Combine(folder, "cold"), Path.Combine(folder, "warm"));
            var first = await BuildAsync(cold, cancellationToken);
            var unchanged = await BuildAsync(cold, cancellationToken);

            // Moved: the state is as empty as the first one was, but for the packages.
            Directory.CreateDirectory(Path.Combine(warm, "cache"));
            Directory.Move(Path.Combine(cold, "cache", "packages"), Path.Combine(warm, "cache", "packages"));
            var withPackages = await BuildAsync(warm, cancellationToken);
            Figures.Single("all images, first time, with download of the packages", $"{first.TotalSeconds:0} s", "for comparison");
            Figures.Single("all images, first time, packages there", $"{withPackages.TotalSeconds:0} s", "for comparison");
            Figures.Single("all images, nothing changed", $"{unchanged.TotalSeconds:0.0} s", "for comparison");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<TimeSpan> BuildAsync(string state, CancellationToken cancellationToken)
    {
        var request = new ProcessRequest
        {
            Program = "bash",
            Arguments = [Path.Combine(root, "build", "build.sh"), "Images", "--state", state, "--output", Path.Combine(state, "output")],
            WorkingDirectory = root,
            TimeLimit = TimeLimit,
        };
        return (await processes.RunAsync(request, cancellationToken)).EnsureSuccess(request).Elapsed;
    }
}
