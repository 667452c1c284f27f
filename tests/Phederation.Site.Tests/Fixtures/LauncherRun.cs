using Phederation.Processes;
using Phederation.Testing;

namespace Phederation.Site.Tests.Fixtures;

/// <summary>Runs the real launcher as a process.</summary>
internal static class LauncherRun
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>Runs it with a site's release and state folders.</summary>
    public static Task<ProcessResult> RunAsync(
        IReadOnlyList<string> arguments,
        CancellationToken cancellationToken,
        IReadOnlyDictionary<string, string?>? environment = null
    ) => new ProcessRunner().RunAsync(Request(arguments, environment), cancellationToken);

    /// <summary>The request, for runs that are interrupted.</summary>
    public static ProcessRequest Request(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?>? environment = null) =>
        new()
        {
            Program = "dotnet",
            Arguments = ["exec", Program, .. arguments],
            Environment = environment ?? new Dictionary<string, string?>(),
            TimeLimit = Limit,
            Grace = TimeSpan.FromSeconds(30),
        };

    /// <summary>The built program, in the configuration that these tests were built in.</summary>
    private static string Program
    {
        get
        {
            var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
            return Path.Combine(Repository.Root, "src", "Phederation.Launcher", "bin", output.Parent!.Name, output.Name, "phederation.dll");
        }
    }
}
