using System.Security.Cryptography;
using Phederation.Text;

namespace Phederation.Images.Catalogue;

/// <summary>Reads <c>[[artifact]]</c>: of an image's definition, and of the file beside it in which the release engineer names what is not named there.</summary>
internal static class ArtifactReader
{
    /// <summary>The file beside a definition.</summary>
    public const string GivenFile = "artifacts.toml";

    /// <summary>Reads the artifacts that generated files may name.</summary>
    /// <param name="root">The definition.</param>
    /// <param name="folder">The image's folder.</param>
    public static IReadOnlyList<UpstreamArtifact> Read(TomlTable root, string folder)
    {
        var given = Path.Combine(folder, GivenFile);
        var sources = File.Exists(given) ? ReadGiven(Toml.Load(given)) : [];
        var artifacts = new List<UpstreamArtifact>();
        foreach (var table in root.OptionalTables("artifact"))
        {
            table.RejectUnknown("name", "url", "sha256", "sha512", "size-limit", "given");
            var name = NameOf(table);
            if (artifacts.Any(other => other.Name == name))
            {
                throw table.Error("name", $"there are two artifacts '{name}'");
            }

            var limit = RuntimeReader.Size(table, "size-limit");
            artifacts.Add(
                table.OptionalBoolean("given") ?? false
                    ? new UpstreamArtifact(name, SourceOf(table, name, sources), limit, given)
                    : new UpstreamArtifact(name, ReadSource(table), limit)
            );
        }

        return sources.Find(source => artifacts.All(artifact => artifact.Name != source.Name || artifact.GivenIn is null)) is { } unknown
            ? throw unknown.Table.Error("name", $"the image's definition has no artifact '{unknown.Name}' that is given")
            : artifacts;
    }

    private static ArtifactSource? SourceOf(TomlTable table, string name, List<GivenSource> sources)
    {
        foreach (var key in new[] { "url", "sha256", "sha512" })
        {
            if (table.OptionalString(key) is not null)
            {
                throw table.Error(key, $"an artifact that is given is named in {GivenFile} only");
            }
        }

        return sources.Find(source => source.Name == name) is { } source ? ReadSource(source.Table) : null;
    }

    private static List<GivenSource> ReadGiven(TomlTable root)
    {
        root.RejectUnknown("artifact");
        var sources = new List<GivenSource>();
        foreach (var table in root.OptionalTables("artifact"))
        {
            table.RejectUnknown("name", "url", "sha256", "sha512");
            var name = NameOf(table);
            if (sources.Exists(other => other.Name == name))
            {
                throw table.Error("name", $"there are two artifacts '{name}'");
            }

            sources.Add(new GivenSource(name, table));
        }

        return sources;
    }

    private static string NameOf(TomlTable table) => DefinitionText.UserName(table, "name", "a lower-case name");

    private static ArtifactSource ReadSource(TomlTable table)
    {
        if (
            !Uri.TryCreate(table.String("url"), UriKind.Absolute, out var url)
            || url.Scheme != Uri.UriSchemeHttps
            || url.UserInfo.Length > 0
        )
        {
            throw table.Error("url", "an https address without an account in it");
        }

        return new ArtifactSource(url, ReadHash(table));
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

    private sealed record GivenSource(string Name, TomlTable Table);
}
