using System.Text.Json;
using Phederation.Containers.Engine;
using Phederation.Containers.Oci;
using Phederation.Images.Building;
using Phederation.Images.Catalogue;
using Phederation.Images.Provenance;
using Phederation.Testing;

namespace Phederation.Images.Tests.Provenance;

public sealed class ProvenanceStatementTests
{
    private static readonly DateTimeOffset Time = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact(Timeout = 300_000)]
    public async Task Image_of_the_checkout_names_every_package_and_file_that_it_was_made_of()
    {
        Requires.Engine();
        using var engine = EngineClient.Connect(EngineEndpoint.Default);
        var image = await SharedImages.GetAsync(engine, "postgres", TestContext.Current.CancellationToken);

        using var document = JsonDocument.Parse(ProvenanceStatement.Write(image, Run(isDirty: false)));

        var root = document.RootElement;
        Assert.Equal("https://in-toto.io/Statement/v1", root.GetProperty("_type").GetString());
        Assert.Equal("https://slsa.dev/provenance/v1", root.GetProperty("predicateType").GetString());
        var subject = root.GetProperty("subject")[0];
        Assert.Equal(image.ImageId.Hex, subject.GetProperty("digest").GetProperty("sha256").GetString());
        var definition = root.GetProperty("predicate").GetProperty("buildDefinition");
        Assert.True(definition.GetProperty("internalParameters").GetProperty("bitIdentical").GetBoolean());
        var dependencies = definition.GetProperty("resolvedDependencies").EnumerateArray().ToList();
        var uris = dependencies.Where(entry => entry.TryGetProperty("uri", out _)).Select(entry => entry.GetProperty("uri").GetString()!);
        Assert.Contains(uris, uri => uri.StartsWith("pkg:deb/debian/postgresql-15@", StringComparison.Ordinal));
        Assert.Contains(uris, uri => uri.StartsWith("pkg:deb/debian/libc6@", StringComparison.Ordinal));
        var names = dependencies.Select(entry => entry.GetProperty("name").GetString()).ToList();
        Assert.Contains("source", names);
        Assert.Contains("dockerfile", names);
        Assert.Contains(names, name => name!.StartsWith("file etc/postgresql/pg_hba.conf", StringComparison.Ordinal));
        Assert.Equal(names.Distinct().Count(), names.Count);
    }

    [Fact]
    public void Dirty_tree_and_an_engines_build_are_said()
    {
        using var folder = new TempFolder();
        var image = new BuiltImage(Definition(folder), Digest.Sha256([]), "honeur/one:1", "abc", 1, "it runs commands", Reused: false);

        using var document = JsonDocument.Parse(ProvenanceStatement.Write(image, Run(isDirty: true) with { Commit = "unknown" }));

        var parameters = document.RootElement.GetProperty("predicate").GetProperty("buildDefinition").GetProperty("internalParameters");
        Assert.True(parameters.GetProperty("dirty").GetBoolean());
        Assert.Equal("images/one", parameters.GetProperty("changes")[0].GetString());
        Assert.False(parameters.GetProperty("bitIdentical").GetBoolean());
        Assert.Equal("it runs commands", parameters.GetProperty("builtByEngineBecause").GetString());
        Assert.DoesNotContain("gitCommit", document.RootElement.GetRawText(), StringComparison.Ordinal);
    }

    private static ProvenanceRun Run(bool isDirty) =>
        new(new string('a', 40), isDirty ? ["images/one"] : [], isDirty, "0.1.0", "docker 20.10", Time, Time.AddSeconds(10));

    private static ImageDefinition Definition(TempFolder folder) =>
        new()
        {
            Name = "one",
            Role = ImageRole.Base,
            Repository = "honeur/one",
            Version = "1",
            Title = "One",
            Licence = "MIT",
            Folder = folder.Path,
            User = new ImageUser("nonroot", 65532, 65532, "/home/nonroot"),
            SizeBudgetBytes = 1,
        };
}
