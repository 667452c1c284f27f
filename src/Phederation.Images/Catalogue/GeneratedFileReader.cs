using Phederation.Text;

namespace Phederation.Images.Catalogue;

/// <summary>Reads <c>[[files.generate]]</c>.</summary>
internal static class GeneratedFileReader
{
    private static readonly string[] Kinds =
    [
        OmopDdlFile.Kind,
        DotNetProgram.Kind,
        CProgram.Kind,
        ArtifactFile.Kind,
        JlinkRuntime.Kind,
        JavaClasses.Kind,
        JavaTrustStore.Kind,
    ];

    /// <summary>Reads one generated file.</summary>
    public static GeneratedFile Read(TomlTable table, IReadOnlyList<UpstreamArtifact> artifacts)
    {
        switch (table.String("kind"))
        {
            case OmopDdlFile.Kind:
                table.RejectUnknown("kind", "schema", "path");
                return new OmopDdlFile(DefinitionText.UserName(table, "schema", "a lower-case schema name"), PathOf(table));
            case DotNetProgram.Kind:
                table.RejectUnknown("kind", "project", "path");
                return new DotNetProgram(DefinitionText.ImagePath(table, "project", table.String("project")), PathOf(table));
            case CProgram.Kind:
                table.RejectUnknown("kind", "source", "path");
                return new CProgram(DefinitionText.ImagePath(table, "source", table.String("source")), PathOf(table));
            case ArtifactFile.Kind:
                table.RejectUnknown("kind", "artifact", "path", "unpack", "strip", "migrate", "leave-out");
                var name = table.String("artifact");
                return new ArtifactFile(
                    artifacts.FirstOrDefault(artifact => artifact.Name == name)
                        ?? throw table.Error("artifact", $"there is no [[artifact]] with the name '{name}'"),
                    PathOf(table),
                    table.OptionalBoolean("unpack") ?? false,
                    (int)(table.OptionalInteger("strip", 0, 8) ?? 0),
                    IsMigrated(table),
                    [.. table.OptionalStrings("leave-out").Select(pattern => DefinitionText.ImagePath(table, "leave-out", pattern))]
                );
            case JlinkRuntime.Kind:
                return JavaFileReader.ReadRuntime(table, PathOf(table));
            case JavaClasses.Kind:
                return JavaFileReader.ReadClasses(table, PathOf(table));
            case JavaTrustStore.Kind:
                table.RejectUnknown("kind", "path");
                return new JavaTrustStore(PathOf(table));
            default:
                throw table.Error("kind", $"a kind of generated file: {string.Join(", ", Kinds.Select(kind => $"'{kind}'"))}");
        }
    }

    private static bool IsMigrated(TomlTable table) =>
        table.OptionalString("migrate") switch
        {
            null => false,
            "jakarta" => true,
            _ => throw table.Error("migrate", "'jakarta', from Java EE 8, or left out"),
        };

    private static string PathOf(TomlTable table) => DefinitionText.ImagePath(table, "path", table.String("path").TrimStart('/'));
}
