using Phederation.Processes;
using Phederation.Text;

namespace Phederation.Fuzzing.Targets;

/// <summary>
/// A target that is started as a process, from a TOML file: <c>program</c>, <c>arguments</c>, <c>folder</c> and a table <c>environment</c>; <c>reload</c>,
/// whether it knows SIGHUP; <c>disk</c>, a file system of its own that it writes to; and the same in a table <c>dependency</c> for what it stands on.
/// </summary>
public sealed record ProcessSpec
{
    /// <summary>The program, by its name or path.</summary>
    public required string Program { get; init; }

    /// <summary>Its arguments.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The folder to run in; null is the file's own.</summary>
    public string? Folder { get; init; }

    /// <summary>Variables over this process's own.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>Whether SIGHUP makes it read its configuration again; else SIGHUP would end it.</summary>
    public bool Reloads { get; init; }

    /// <summary>A file system of its own that it writes to, which may be filled; null when there is none.</summary>
    public string? Disk { get; init; }

    /// <summary>What it stands on: its database; null when it stands by itself.</summary>
    public ProcessSpec? Dependency { get; init; }

    /// <summary>How long it may take to end when it is asked to.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Reads a target from a file.</summary>
    /// <exception cref="FuzzException">It isn't there.</exception>
    /// <exception cref="TomlException">It is malformed.</exception>
    public static ProcessSpec Load(string path)
    {
        if (!File.Exists(path))
        {
            throw new FuzzException(
                FuzzErrorKind.Missing,
                $"{path}: there is no such file.",
                "Name a TOML file with program and arguments."
            );
        }

        return Read(Toml.Load(path), Path.GetDirectoryName(Path.GetFullPath(path))!, isDependency: false);
    }

    /// <summary>As the process runner takes it.</summary>
    internal ProcessRequest Request() =>
        new()
        {
            Program = Program,
            Arguments = Arguments,
            WorkingDirectory = Folder,
            Environment = Environment,
            Grace = Grace,
        };

    private static ProcessSpec Read(TomlTable table, string home, bool isDependency)
    {
        string[] known = ["program", "arguments", "folder", "environment", "grace"];
        table.RejectUnknown(isDependency ? known : [.. known, "reload", "disk", "dependency"]);
        var variables = table.OptionalTable("environment");
        return new ProcessSpec
        {
            Program = table.String("program"),
            Arguments = table.OptionalStrings("arguments"),
            Folder = Path.GetFullPath(table.OptionalString("folder") ?? ".", home),
            Environment = variables?.Keys.ToDictionary(name => name, name => (string?)variables.String(name)) ?? [],
            Grace = TimeSpan.FromSeconds(table.OptionalInteger("grace", 0, 600) ?? 10),
            Reloads = !isDependency && table.OptionalBoolean("reload") == true,
            Disk = isDependency || table.OptionalString("disk") is not { } disk ? null : Path.GetFullPath(disk, home),
            Dependency =
                !isDependency && table.OptionalTable("dependency") is { } dependency ? Read(dependency, home, isDependency: true) : null,
        };
    }
}
