using Phederation.Text;

namespace Phederation.Images.Linting.Waivers;

/// <summary>The file <c>lint.toml</c> beside a Dockerfile: the registries that bases may be of, and the waivers.</summary>
internal sealed record LintSettings
{
    public const string FileName = "lint.toml";

    /// <summary>What holds where there is no such file.</summary>
    public static LintSettings None { get; } = new();

    /// <summary>Registries and repositories that bases may begin with; null where the file does not say.</summary>
    public IReadOnlyList<string>? Registries { get; init; }

    /// <summary>The waivers.</summary>
    public IReadOnlyList<LintWaiver> Waivers { get; init; } = [];

    /// <summary>Reads the file beside a Dockerfile.</summary>
    /// <exception cref="TomlException">It is malformed, or names a rule that there is none of.</exception>
    public static LintSettings LoadBeside(string dockerfile)
    {
        var path = Path.Combine(Path.GetDirectoryName(dockerfile)!, FileName);
        return File.Exists(path) ? Read(Toml.Load(path)) : None;
    }

    private static LintSettings Read(TomlTable root)
    {
        root.RejectUnknown("registries", "waiver");
        return new LintSettings
        {
            Registries = root.ContainsKey("registries") ? root.Strings("registries") : null,
            Waivers = [.. root.OptionalTables("waiver").Select(ReadWaiver)],
        };
    }

    private static LintWaiver ReadWaiver(TomlTable table)
    {
        table.RejectUnknown("rule", "match", "reason", "owner", "expires");
        var id = table.String("rule");
        return new LintWaiver(
            LintRules.Find(id) is { } rule && !id.StartsWith("PHD9", StringComparison.Ordinal)
                ? rule
                : throw table.Error(
                    "rule",
                    $"there is no rule '{id}' to waive; "
                        + (
                            NearestName.Find(id, LintRules.All.Select(known => known.Id)) is { } nearest
                                ? $"did you mean '{nearest}'?"
                                : "write an id that a finding has"
                        )
                ),
            table.OptionalString("match"),
            table.String("reason") is { } reason && !string.IsNullOrWhiteSpace(reason)
                ? reason
                : throw table.Error("reason", "a waiver needs its reason"),
            table.OptionalString("owner"),
            table.DateTime("expires") is { Date: { } date, Time: null }
                ? date
                : throw table.Error("expires", "a day is enough; write it like 2026-01-31"),
            table.Location
        );
    }
}
