namespace Phederation.Images.Generating.Java;

/// <summary>
/// Makes of an application for Java EE 8 (packages javax.*) one for Jakarta EE 9 and later, by the migration tool of the Apache Tomcat project. Only such
/// run on Tomcat 10.
/// </summary>
internal static class JakartaMigration
{
    private const string Folder = "usr/share/tomcat-jakartaee-migration/lib";

    /// <summary>Writes the migrated archive.</summary>
    /// <returns>Its path, in the work folder.</returns>
    /// <exception cref="ImageException">The tool is not among the build packages, or fails.</exception>
    public static async Task<string> RunAsync(
        GeneratorContext context,
        string archive,
        IProgress<string>? progress,
        CancellationToken cancellationToken
    )
    {
        var java = await JavaTools.OpenAsync(context, progress, cancellationToken);
        var name = Path.GetFileName(archive);
        // What no name calls an archive, the tool copies as it is.
        var source = Path.Combine(context.WorkFolder, $"{name}.war");
        File.CreateSymbolicLink(source, Path.GetFullPath(archive));
        var migrated = Path.Combine(context.WorkFolder, $"{name}.jakarta.war");
        progress?.Report($"migrating {name} to Jakarta EE");
        await java.RunJarAsync(
            Tool(java.Root),
            "the migration to Jakarta EE (package tomcat-jakartaee-migration)",
            ["-profile=EE", source, migrated],
            cancellationToken
        );
        return migrated;
    }

    // Its name holds its version.
    private static string Tool(string root)
    {
        var folder = Path.Combine(root, Folder);
        var tool = Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*-shaded.jar").Order(StringComparer.Ordinal).FirstOrDefault()
            : null;
        return tool is null ? $"{Folder}/jakartaee-migration-shaded.jar" : Path.GetRelativePath(root, tool);
    }
}
