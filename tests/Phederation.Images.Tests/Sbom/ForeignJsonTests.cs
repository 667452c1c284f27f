using System.Text;
using Phederation.Containers.Oci;
using Phederation.Images.Contents;
using Phederation.Images.Sbom;

namespace Phederation.Images.Tests.Sbom;

/// <summary>Lists of packages in images whose makers wrote what they liked.</summary>
public sealed class ForeignJsonTests
{
    [Theory]
    [InlineData("""{"packages":{"node_modules/a":{"version":"\ud800"}}}""", "app/package-lock.json:1:42")]
    [InlineData("{\"packages\":{\n  \"node_modules/\\ud892\":{}}}", "app/package-lock.json:2:3")]
    public void Half_of_a_surrogate_pair_is_told_with_its_place(string json, string place)
    {
        var exception = Assert.Throws<ImageException>(() => NpmPackages.Read(Image("app/package-lock.json", json), "image"));

        Assert.Equal(ImageFault.MalformedImage, exception.Fault);
        Assert.StartsWith($"image:/{place}: ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Package_that_is_locked_twice_in_other_letters_is_one()
    {
        const string Lock = """{"dependencies":{"net10.0":{"A":{"resolved":"1.0.0"},"a":{"resolved":"1.0.0","dependencies":{"A":"1"}}}}}""";

        var packages = NuGetPackages.Read(Image("app/packages.lock.json", Lock), "image", []);

        Assert.Equal("A", Assert.Single(packages.Packages).Name);
    }

    private static ImageContents Image(string path, string text) =>
        new(
            Digest.Sha256([]),
            new ImageConfig
            {
                Architecture = "amd64",
                Os = "linux",
                RootFs = new RootFs { Type = "layers", DiffIds = [] },
            },
            new SortedDictionary<string, ContentEntry>(StringComparer.Ordinal)
            {
                [path] = new()
                {
                    Path = path,
                    Kind = ContentKind.File,
                    Bytes = Encoding.UTF8.GetBytes(text),
                },
            }
        );
}
