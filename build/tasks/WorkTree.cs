namespace Phederation.BuildTasks;

/// <summary>The checkout's folders.</summary>
internal static class WorkTree
{
    /// <summary>
    /// Deletes what was compiled and the output folder. Stays: .nuke/temp, where the build program runs from, and .state, which holds keys.
    /// </summary>
    public static void Clean(string root)
    {
        var made = new[] { "build", "src", "tests" }
            .Select(folder => new DirectoryInfo(Path.Combine(root, folder)))
            .Where(folder => folder.Exists)
            .SelectMany(folder => folder.EnumerateDirectories("*", SearchOption.AllDirectories))
            .Where(folder => folder.Name is "bin" or "obj" && folder.Parent!.EnumerateFiles("*.csproj").Any())
            .Select(folder => folder.FullName)
            .Append(Path.Combine(root, "output"))
            .ToList();
        foreach (var folder in made.Where(Directory.Exists))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
