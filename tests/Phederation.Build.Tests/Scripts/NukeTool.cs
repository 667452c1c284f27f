using Phederation.Processes;

namespace Phederation.Build.Tests.Scripts;

/// <summary>
/// Stands in for the global tool <c>nuke</c> 10.1 and does what it does: from the working folder it goes upwards to the first folder that
/// holds .nuke (never the home folder), takes build.sh there or in a direct subfolder, runs it with bash and its own arguments in the
/// working folder, and ends with its exit code.
/// </summary>
internal static class NukeTool
{
    public static Task<ProcessResult> RunAsync(string workingFolder, params string[] arguments)
    {
        var request = BuildScript.Request(FindScript(FindRoot(workingFolder)), arguments, workingFolder);
        var environment = new Dictionary<string, string?>(request.Environment)
        {
            ["NUKE_GLOBAL_TOOL_VERSION"] = "10.1.0",
            ["NUKE_GLOBAL_TOOL_START_TIME"] = "2026-01-01T00:00:00.0000000",
        };
        return BuildScript.RunAsync(request with { Environment = environment });
    }

    private static string FindRoot(string folder)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        for (var current = new DirectoryInfo(folder); current is not null; current = current.Parent)
        {
            if (current.FullName != home && Path.Exists(Path.Combine(current.FullName, ".nuke")))
            {
                return current.FullName;
            }
        }

        throw new InvalidOperationException($"No .nuke above '{folder}'.");
    }

    private static string FindScript(string root) =>
        Directory
            .EnumerateFiles(root, "build.sh")
            .Concat(Directory.EnumerateDirectories(root).SelectMany(folder => Directory.EnumerateFiles(folder, "build.sh")))
            .First();
}
