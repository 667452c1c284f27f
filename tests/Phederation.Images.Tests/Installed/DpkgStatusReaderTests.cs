using System.Text;
using Phederation.Images.Installed;
using Phederation.Testing.Containers;

namespace Phederation.Images.Tests.Installed;

public sealed class DpkgStatusReaderTests
{
    [Fact]
    public void Installed_packages_are_read_with_source_and_relations()
    {
        var text =
            SmallImage.Package("libc6", "2.36-9+deb12u14", "glibc", "Depends: libgcc-s1 (>= 1) | other:any, libcrypt1\n")
            + "Package: gone\nStatus: deinstall ok config-files\nVersion: 1\nArchitecture: amd64\n\n"
            + "Package: libgcc-s1\nVersion: 12.2.0-14\nArchitecture: amd64\nSource: gcc-12 (12.2.0-13)\n";

        var packages = DpkgStatusReader.Read(Encoding.UTF8.GetBytes(text), "status");

        Assert.Equal(["libc6", "libgcc-s1"], packages.Select(package => package.Name));
        Assert.Equal(("glibc", "2.36-9+deb12u14"), (packages[0].Source, packages[0].SourceVersion));
        Assert.Equal(("gcc-12", "12.2.0-13"), (packages[1].Source, packages[1].SourceVersion));
        Assert.Equal(["libgcc-s1 other", "libcrypt1"], packages[0].Needs.Select(names => string.Join(' ', names)));
        Assert.Equal("a package", packages[0].Summary);
    }

    [Theory]
    [InlineData("Package: a\nVersion: 1\n", "status:1:1: the package status is malformed: the package has no field 'Architecture'")]
    [InlineData("\n\nVersion: 1\nArchitecture: all\n", "status:3:1: the package status is malformed: the package has no field 'Package'")]
    [InlineData(
        "Package: a b\nVersion: 1\nArchitecture: all\n",
        "status:1:1: the package status is malformed: 'a b' of the field 'Package'"
    )]
    [InlineData("Package: --option\nVersion: 1\nArchitecture: all\n", "'--option' of the field 'Package' is not a name")]
    [InlineData("Package: a\nVersion: 1;2\nArchitecture: all\n", "'1;2' of the field 'Version' is not a version")]
    [InlineData("Package: a\nPackage: b\n", "status:2:1: the package status is malformed: the field 'Package' is there twice")]
    [InlineData(" continued\n", "status:1:1: the package status is malformed: a line is continued")]
    [InlineData("Package: a\nno field\n", "status:2:1: the package status is malformed: a field's name and a colon are expected")]
    [InlineData("Package: a\nVer\0sion: 1\n", "status:2:4: the package status is malformed: a zero byte")]
    [InlineData("X: 1\n", "status:1:1: the package status is malformed: the package has no field 'Package'")]
    public void Malformed_status_is_an_error_with_its_place(string text, string message)
    {
        var fault = Assert.Throws<ImageException>(() => DpkgStatusReader.Read(Encoding.UTF8.GetBytes(text), "status"));

        Assert.Equal(ImageFault.MalformedImage, fault.Fault);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 30_000)]
    public async Task Field_without_end_is_refused_quickly()
    {
        var text = "Package: a\nDescription: x\n" + string.Concat(Enumerable.Repeat(" y\n", 10_000_000));

        var fault = await Task.Run(
            () => Assert.Throws<ImageException>(() => DpkgStatusReader.Read(Encoding.UTF8.GetBytes(text), "status")),
            TestContext.Current.CancellationToken
        );

        Assert.Contains("a field has more than", fault.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 30_000)]
    public async Task Line_without_end_is_refused()
    {
        var text = "Package: " + new string('a', 30_000_000) + "\n";

        var fault = await Task.Run(
            () => Assert.Throws<ImageException>(() => DpkgStatusReader.Read(Encoding.UTF8.GetBytes(text), "status")),
            TestContext.Current.CancellationToken
        );

        Assert.Contains("the line has", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Random_bytes_give_packages_or_the_one_error()
    {
        var random = new Random(12);
        var parts = new[]
        {
            "Package: ",
            "Version: 1",
            "Architecture: all",
            "\n",
            "\n\n",
            " ",
            ":",
            "\0",
            "é",
            "Status: install ok installed\n",
            "Source: (",
        };
        for (var round = 0; round < 5000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => parts[random.Next(parts.Length)]));
            try
            {
                DpkgStatusReader.Read(Encoding.UTF8.GetBytes(text), "status");
            }
            catch (ImageException fault)
            {
                Assert.StartsWith("status:", fault.Message, StringComparison.Ordinal);
            }
        }
    }
}
