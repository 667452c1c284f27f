using System.Text.Json;
using Phederation.Containers.Engine;
using Phederation.Images.Packages;
using Phederation.Images.Sbom;
using Phederation.Testing;
using Phederation.Testing.Containers;

namespace Phederation.Images.Tests.Sbom;

public sealed class BillTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task Every_package_of_the_base_is_in_its_bill_and_none_else()
    {
        var (bill, _) = await BaseAsync();
        var locked = PackageLock.Load(SharedImages.ImagesFolder).Packages.Where(package => package.Images.Contains("base"));

        var expected = locked.Select(package => $"{package.Name} {package.Version}").Order(StringComparer.Ordinal);
        Assert.Equal(expected, bill.Packages.Select(package => $"{package.Name} {package.Version}").Order(StringComparer.Ordinal));
        Assert.All(bill.Packages, package => Assert.StartsWith("pkg:deb/debian/", package.Purl, StringComparison.Ordinal));
        Assert.Contains(bill.Packages, package => package.Purl.Contains("libstdc%2B%2B6@", StringComparison.Ordinal));
        Assert.Contains(
            bill.Packages.Single(package => package.Name == "libssl3").DependsOn,
            purl => purl.Contains("/libc6@", StringComparison.Ordinal)
        );
        var library = bill.Files.Single(file => file.Path.EndsWith("/libssl.so.3", StringComparison.Ordinal));
        Assert.Equal(bill.Packages.Single(package => package.Name == "libssl3").Purl, library.Owner);
        Assert.StartsWith("Apache-2.0", bill.Packages.Single(package => package.Name == "libssl3").Licence, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Same_image_gives_the_same_bytes()
    {
        var (first, engine) = await BaseAsync();
        var second = await BillReader.ReadAsync(
            engine,
            first.ImageId.ToString(),
            "honeur/base:1.0.0",
            [],
            Path.GetTempPath(),
            Cancellation
        );

        Assert.Equal(CycloneDxWriter.Write(first), CycloneDxWriter.Write(second));
        Assert.Equal(SpdxWriter.Write(first), SpdxWriter.Write(second));
    }

    [Fact(Timeout = 400_000)]
    public async Task CycloneDx_is_valid_by_the_official_schema()
    {
        var (bill, _) = await BaseAsync();

        Assert.Null(await SchemaValidator.FindingsAsync(CycloneDxWriter.Write(bill), Cancellation));
        Assert.Null(await SchemaValidator.FindingsAsync(CycloneDxWriter.Write(await MixedAsync()), Cancellation));
    }

    [Fact(Timeout = 400_000)]
    public async Task Validator_finds_a_fault()
    {
        var (bill, _) = await BaseAsync();
        var broken = System
            .Text.Encoding.UTF8.GetString(CycloneDxWriter.Write(bill))
            .Replace("\"operating-system\"", "\"operating-sytem\"", StringComparison.Ordinal);

        Assert.NotNull(await SchemaValidator.FindingsAsync(System.Text.Encoding.UTF8.GetBytes(broken), Cancellation));
    }

    [Fact(Timeout = 400_000)]
    public async Task Licence_identifiers_are_of_the_spdx_list() =>
        Assert.Empty(LicenceNames.Identifiers.Except(await SchemaValidator.LicencesAsync(Cancellation)));

    [Fact(Timeout = 300_000)]
    public async Task Spdx_fulfils_the_rules_of_the_specification()
    {
        var (bill, _) = await BaseAsync();
        foreach (var subject in new[] { bill, await MixedAsync() })
        {
            using var document = JsonDocument.Parse(SpdxWriter.Write(subject));
            SpdxRules.Check(document.RootElement);
            var names = document
                .RootElement.GetProperty("packages")
                .EnumerateArray()
                .Skip(1)
                .Select(package => package.GetProperty("name").GetString());
            Assert.Equal(subject.Packages.Select(package => package.Name), names);
            Assert.Equal(subject.Files.Count, document.RootElement.GetProperty("files").GetArrayLength());
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task NuGet_and_npm_packages_are_found_where_programs_lie()
    {
        var bill = await MixedAsync();

        Assert.Equal(
            [
                "pkg:deb/debian/tool@1:2.0~rc1-1?arch=amd64&distro=debian-12",
                "pkg:npm/%40scope/deep@3.0.0",
                "pkg:npm/left@1.2.3",
                "pkg:nuget/Microsoft.NETCore.App.Runtime.linux-x64@10.0.0",
                "pkg:nuget/Some.Library@4.5.6",
            ],
            bill.Packages.Select(package => package.Purl)
        );
        Assert.Equal(["pkg:npm/%40scope/deep@3.0.0"], bill.Packages.Single(package => package.Name == "left").DependsOn);
        Assert.Equal("pkg:nuget/Some.Library@4.5.6", bill.Files.Single(file => file.Path == "app/Some.Library.dll").Owner);
        Assert.Equal("pkg:npm/left@1.2.3", bill.Files.Single(file => file.Path == "srv/node_modules/left/index.js").Owner);
        Assert.Null(bill.Files.Single(file => file.Path == "app/own.txt").Owner);
    }

    [Theory]
    [InlineData("GPL-2+", "GPL-2.0-or-later")]
    [InlineData("LGPL-2.1", "LGPL-2.1-only")]
    [InlineData("Expat or GPL-3+, and BSD-3-clause", "(MIT OR GPL-3.0-or-later) AND BSD-3-Clause")]
    [InlineData("GPL-2+ or Artistic and Zlib", "GPL-2.0-or-later OR Artistic-1.0-Perl AND Zlib")]
    [InlineData("GPL-3+ with GCC exception", "GPL-3.0-or-later WITH GCC-exception-3.1")]
    [InlineData("GPL-3+ with Own exception", "LicenseRef-debian-GPL-3-with-Own-exception")]
    [InlineData("public-domain", "LicenseRef-debian-public-domain")]
    [InlineData("GPL-9", "LicenseRef-debian-GPL-9")]
    public void Debian_licence_becomes_an_spdx_expression(string text, string expression) =>
        Assert.Equal(expression, CopyrightFile.Convert(text));

    [Fact]
    public void Copyright_file_for_people_only_asserts_nothing() =>
        Assert.Null(CopyrightFile.Expression("This is GPL-2+.\nLicense: GPL-2\n"u8.ToArray()));

    // A Debian package, a .NET program and a node program in one image.
    private static async Task<BillOfMaterials> MixedAsync()
    {
        await using var scope = await EngineScope.OpenAsync(Cancellation);
        var status = SmallImage
            .Package("tool", "1:2.0~rc1-1", more: "Homepage: no address\n")
            .Replace("team@example.org", "no address", StringComparison.Ordinal);
        var id = await SmallImage.LoadAsync(
            scope,
            Cancellation,
            layer =>
            {
                SmallImage.Add(layer, "etc/os-release", SmallImage.Bookworm);
                SmallImage.Add(layer, "var/lib/dpkg/status", status);
                SmallImage.Add(layer, "app/Program.deps.json", MixedFiles.Dependencies);
                SmallImage.Add(layer, "app/Some.Library.dll", "library");
                SmallImage.Add(layer, "app/own.txt", "own");
                SmallImage.Add(layer, "srv/package-lock.json", MixedFiles.NpmLock);
                SmallImage.Add(
                    layer,
                    "srv/node_modules/left/package.json",
                    """{"name":"left","version":"1.2.3","license":"MIT","dependencies":{"@scope/deep":"^3"}}"""
                );
                SmallImage.Add(layer, "srv/node_modules/left/index.js", "1");
                SmallImage.Add(layer, "srv/node_modules/left/lib/package.json", """{"type":"module"}""");
                SmallImage.Add(
                    layer,
                    "srv/node_modules/@scope/deep/package.json",
                    """{"name":"@scope/deep","version":"3.0.0","license":"SEE LICENSE IN x"}"""
                );
            }
        );
        return await BillReader.ReadAsync(scope.Engine, id, "test/mixed:1", [], Path.GetTempPath(), Cancellation);
    }

    private static async Task<(BillOfMaterials Bill, EngineClient Engine)> BaseAsync()
    {
        Requires.Engine();
        var engine = EngineClient.Connect(EngineEndpoint.Default);
        var image = await SharedImages.GetAsync(engine, "base", Cancellation);
        return (
            await BillReader.ReadAsync(engine, image.ImageId.ToString(), image.Reference, [], Path.GetTempPath(), Cancellation),
            engine
        );
    }
}
