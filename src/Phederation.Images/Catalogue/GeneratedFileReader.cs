using System.Security.Cryptography;
using Phederation.Text;

namespace Phederation.Images.Catalogue;

/// <summary>Reads <c>[[files.generate]]</c> and <c>[[artifact]]</c>.</summary>
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

    /// <summary>Reads the artifacts that generated files may name.</summary>
    public static IReadOnlyList<UpstreamArtifact> ReadArtifacts(TomlTable root)
    {
        var artifacts = new List<UpstreamArtifact>();
        foreach (var table in root.OptionalTables("artifact"))
        {
            var artifact = ReadArtifact(table);
            if (artifacts.Any(other => other.Name == artifact.Name))
            {
                throw table.Error("name", $"there are two artifacts '{artifact.Name}'");
            }

            artifacts.Add(artifact);
        }

        return artifacts;
    }

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
                table.RejectUnknown("kind", "artifact", "path", "unpack", "strip", "leave-out");
                var name = table.String("artifact");
                return new ArtifactFile(
                    artifacts.FirstOrDefault(artifact => artifact.Name == name)
                        ?? throw table.Error("artifact", $"there is no [[artifact]] with the name '{name}'"),
                    PathOf(table),
                    table.OptionalBoolean("unpack") ?? false,
                    (int)(table.OptionalInteger("strip", 0, 8) ?? 0),
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

    private static string PathOf(TomlTable table) => DefinitionText.ImagePath(table, "path", table.String("path").TrimStart('/'));

    private static UpstreamArtifact ReadArtifact(TomlTable table)
    {
        table.RejectUnknown("name", "url", "sha256", "sha512", "size-limit");

        if (
            !Uri.TryCreate(table.String("url"), UriKind.Absolute, out var url)
            || url.Scheme != Uri.UriSchemeHttps
            || url.UserInfo.Length > 0
        )
        {
            throw table.Error("url", "an https address without an account in it");
        }

        return new UpstreamArtifact(
            DefinitionText.UserName(table, "name", "a lower-case name"),
            url,
            ReadHash(table),
            RuntimeReader.Size(table, "size-limit")
        );
    }

    private static ArtifactHash ReadHash(TomlTable table)
    {
        if (table.OptionalString("sha512") is not { } sha512)
        {
            return new ArtifactHash(HashAlgorithmName.SHA256, Hex(table, "sha256", table.String("sha256"), 64));
        }

        return table.OptionalString("sha256") is null
            ? new ArtifactHash(HashAlgorithmName.SHA512, Hex(table, "sha512", sha512, 128))
            : throw table.Error("sha512", "one hash is enough: write sha256 or sha512");
    }

    private static string Hex(TomlTable table, string key, string hash, int length) =>
        hash.Length == length && hash.All(char.IsAsciiHexDigitLower)
            ? hash
            : throw table.Error(key, $"it must be {length} lower-case hexadecimal digits");
}
