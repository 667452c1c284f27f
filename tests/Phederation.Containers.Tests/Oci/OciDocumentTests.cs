using System.Text;
using Phederation.Containers.Oci;

namespace Phederation.Containers.Tests.Oci;

public sealed class OciDocumentTests
{
    private const string D = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private const string Blob = $$"""{"mediaType":"a/b","digest":"{{D}}","size":1}""";

    [Fact]
    public void Manifest_is_read()
    {
        var json =
            $$"""{"schemaVersion":2,"mediaType":"{{MediaTypes.OciManifest}}","config":{{Blob}},"layers":[{{Blob}}],"future":{"x":[1] } }""";
        var manifest = OciDocument.ParseManifest(Encoding.UTF8.GetBytes(json));
        Assert.Equal(D, manifest.Config.Digest.ToString());
        Assert.Equal(1, Assert.Single(manifest.Layers).Size);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"schemaVersion":1,"config":BLOB,"layers":[]}""")]
    [InlineData("""{"schemaVersion":2,"layers":[]}""")]
    [InlineData("""{"schemaVersion":2,"config":null,"layers":[]}""")]
    [InlineData("""{"schemaVersion":2,"config":BLOB,"layers":null}""")]
    [InlineData("""{"schemaVersion":2,"config":BLOB,"layers":[null]}""")]
    [InlineData("""{"schemaVersion":2,"config":BLOB,"config":BLOB,"layers":[]}""")]
    [InlineData("""{"schemaVersion":2,"config":BLOB,"layers":[],"manifests":[]}""")]
    [InlineData("""{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","config":BLOB,"layers":[]}""")]
    [InlineData("""{"schemaVersion":2,"config":{"mediaType":"a/b","digest":"sha256:../../etc/passwd","size":1},"layers":[]}""")]
    [InlineData("""{"schemaVersion":2,"config":{"mediaType":"a/b","digest":"DIGEST","size":-1},"layers":[]}""")]
    [InlineData("""{"schemaVersion":2,"config":BLOB,"layers":[]} trailing""")]
    public void Malformed_manifest_is_refused(string json)
    {
        var text = json.Replace("BLOB", Blob, StringComparison.Ordinal).Replace("DIGEST", D, StringComparison.Ordinal);
        var fault = Assert.Throws<OciException>(() => OciDocument.ParseManifest(Encoding.UTF8.GetBytes(text)));
        Assert.Equal(OciErrorKind.Malformed, fault.Kind);
    }

    [Theory]
    [InlineData("""{"schemaVersion":2,"manifests":[],"layers":[]}""")]
    [InlineData("""{"schemaVersion":2,"manifests":[],"config":{}}""")]
    [InlineData("""{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","manifests":[]}""")]
    [InlineData("""{"schemaVersion":2}""")]
    public void Malformed_index_is_refused(string json) =>
        Assert.Throws<OciException>(() => OciDocument.ParseIndex(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Deep_and_large_documents_are_refused()
    {
        var deep = string.Concat(Enumerable.Repeat("""{"annotations":""", 100_000));
        Assert.Throws<OciException>(() => OciDocument.ParseManifest(Encoding.UTF8.GetBytes(deep)));
        var large = new byte[OciDocument.Limit + 1];
        large.AsSpan().Fill((byte)' ');
        Assert.Equal(OciErrorKind.TooLarge, Assert.Throws<OciException>(() => OciDocument.ParseIndex(large)).Kind);
    }

    [Fact]
    public void Configuration_has_one_spelling()
    {
        var labels = Enumerable.Range(0, 50).Select(i => KeyValuePair.Create($"label{i}", "ü <&> \"quoted\"")).ToArray();
        var first = OciDocument.Write(Config(labels));
        Assert.Equal(first, OciDocument.Write(Config([.. labels.Reverse()])));
        Assert.Contains("ü <&>", Encoding.UTF8.GetString(first), StringComparison.Ordinal);
        Assert.Equal(first, OciDocument.Write(OciDocument.ParseConfig(first)));

        static ImageConfig Config(KeyValuePair<string, string>[] labels) =>
            new()
            {
                Architecture = "amd64",
                Os = "linux",
                Created = "2023-11-14T22:13:20Z",
                Config = new ImageRuntimeConfig
                {
                    Labels = new Dictionary<string, string>(labels),
                    Healthcheck = new HealthConfig { Test = ["NONE"] },
                },
                RootFs = new RootFs { Type = "layers", DiffIds = [Digest.Parse(D)] },
                History = [new HistoryEntry { CreatedBy = "x", EmptyLayer = true }, new HistoryEntry { CreatedBy = "y" }],
            };
    }
}
