namespace Nuke.Common.Execution;

/// <summary>Finds the root folder of the build.</summary>
internal static class RootFolder
{
    /// <summary>
    /// The folder given (a bare <c>--root</c> is the working directory), else the first one upwards that holds <c>.nuke</c>, from
    /// the working directory and then from the program. The home directory is none: the nuke tool keeps its own files there.
    /// </summary>
    /// <exception cref="BuildUsageException">There is no such folder.</exception>
    public static string Find(BuildContext context, CommandLine commandLine)
    {
        var given = commandLine.Find(ParameterDiscovery.Root) ?? FromEnvironment(context);
        if (given is not null)
        {
            var folder = Path.GetFullPath(Path.Combine(context.WorkingDirectory, given.Count == 0 ? "." : given[0]));
            return Directory.Exists(folder) ? folder : throw new BuildUsageException($"--root: the folder '{folder}' does not exist.");
        }

        return Upwards(context.WorkingDirectory)
            ?? Upwards(AppContext.BaseDirectory)
            ?? throw new BuildUsageException(
                $"No folder from '{context.WorkingDirectory}' upwards holds '.nuke'. Go into the checkout, or give --root FOLDER."
            );
    }

    private static IReadOnlyList<string>? FromEnvironment(BuildContext context) =>
        context.Environment.GetValueOrDefault("NUKE_ROOT") is { Length: > 0 } root ? [root] : null;

    private static string? Upwards(string start)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (folder.FullName != home && Directory.Exists(Path.Combine(folder.FullName, ".nuke")))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
