using Phederation.Processes;

namespace Phederation.Benchmarks;

/// <summary>How long a first Publish takes on an empty state, and a second one in which nothing changed.</summary>
internal sealed class PublishBenchmark(string root, IProcessRunner processes)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("phederation-benchmark-").FullName;
        try
        {
            var first = await PublishAsync(folder, cancellationToken);
            var second = await PublishAsync(folder, cancellationToken);
            Figures.Single("first Publish, with download of the packages", $"{first.TotalSeconds:0} s", "aim ≤ 360 s");
            Figures.Single("second Publish, nothing changed", $"{second.TotalSeconds:0.0} s", "aim ≤ 15 s");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<TimeSpan> PublishAsync(string folder, CancellationToken cancellationToken)
    {
        var request = new ProcessRequest
        {
            Program = "bash",
            Arguments =
            [
                Path.Combine(root, "build", "build.sh"),
                "Publish",
                "--state",
                Path.Combine(folder, "state"),
                "--output",
                Path.Combine(folder, "output"),
            ],
            WorkingDirectory = root,
            TimeLimit = TimeSpan.FromMinutes(20),
        };
        return (await processes.RunAsync(request, cancellationToken)).EnsureSuccess(request).Elapsed;
    }
}
