namespace Phederation.Images.Linting.Checks;

/// <summary>What of the dangerous parts of a folder a build context does not leave out.</summary>
internal static class ContextIgnore
{
    private static readonly Dictionary<string, string[]> Excluding = new()
    {
        ["**/secrets"] = ["**/secrets", "**/secrets/**", "*", "**"],
        [".git"] = [".git", ".git/**", "**/.git", ".git*", ".*", "**/.*", "*", "**"],
        [".env"] = [".env", ".env*", "**/.env", "**/.env*", "*.env", "**/*.env", ".*", "**/.*", "*", "**"],
    };

    /// <summary>The parts that may go into the context; none where all are left out.</summary>
    public static IReadOnlyList<string> Of(LintSubject subject)
    {
        var patterns = Patterns(subject);
        return [.. Excluding.Where(part => !part.Value.Any(patterns.Contains)).Select(part => part.Key)];
    }

    /// <summary>The parts in words.</summary>
    public static string Missing(IReadOnlyList<string> parts) => $".dockerignore does not exclude {string.Join(", ", parts)}";

    private static HashSet<string> Patterns(LintSubject subject)
    {
        var file = new[] { subject.Dockerfile.File + ".dockerignore", Path.Combine(subject.Folder, ".dockerignore") }.FirstOrDefault(
            File.Exists
        );
        return file is null
            ? []
            :
            [
                .. File.ReadLines(file)
                    .Take(10_000)
                    .Select(line => line.Trim())
                    .Where(line => line is not ['#', ..])
                    .Select(line => line.Trim('/')),
            ];
    }
}
