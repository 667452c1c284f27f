using Phederation.Images.Packages;
using Phederation.Testing;

namespace Phederation.Images.Tests.Packages;

public sealed class AptSourcesTests
{
    [Fact]
    public void Only_the_release_itself_with_its_updates_is_taken()
    {
        using var folder = new TempFolder();
        folder.Write(
            "sources.list.d/debian.sources",
            """
            Types: deb deb-src
            # a comment
            URIs: http://deb.debian.org/debian
            Suites: bookworm bookworm-updates bookworm-backports
            Components: main
            Trusted: yes
            Allow-Insecure: yes
            Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

            Types: deb
            URIs: https://vendor.example/apt
            Suites: nodistro
            Components: main

            Enabled: no
            Types: deb
            URIs: http://old.example/debian
            Suites: bookworm
            Components: main
            """
        );
        folder.Write("sources.list.d/vendor.list", "deb https://vendor.example/apt vendor-bookworm main\n");

        var sources = AptSources.Read(folder.Path, "bookworm");

        Assert.Contains("Suites: bookworm bookworm-updates\n", sources, StringComparison.Ordinal);
        Assert.Contains("Types: deb\n", sources, StringComparison.Ordinal);
        Assert.Contains("Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg", sources, StringComparison.Ordinal);
        Assert.DoesNotContain("yes", sources, StringComparison.Ordinal);
        Assert.DoesNotContain("example", sources, StringComparison.Ordinal);
    }

    [Fact]
    public void One_line_sources_are_taken_with_their_key()
    {
        using var folder = new TempFolder();
        folder.Write(
            "sources.list",
            """
            # deb http://commented.example/debian bookworm main
            deb [arch=amd64 signed-by=/usr/share/keyrings/a.gpg] http://mirror.example/debian bookworm main contrib # why
            deb http://mirror.example/security bookworm-security main
            deb-src http://mirror.example/debian bookworm main
            deb http://mirror.example/debian trixie main
            """
        );

        var stanzas = ControlParagraph.ReadAll(AptSources.Read(folder.Path, "bookworm"));

        Assert.Equal(["bookworm", "bookworm-security"], stanzas.Select(stanza => stanza["Suites"]));
        Assert.Equal("/usr/share/keyrings/a.gpg", stanzas[0]["Signed-By"]);
        Assert.Equal("main contrib", stanzas[0]["Components"]);
    }

    [Fact]
    public void Host_without_the_release_gives_nothing()
    {
        using var folder = new TempFolder();
        folder.Write("sources.list", "deb http://mirror.example/debian trixie main\n");

        Assert.Equal("", AptSources.Read(folder.Path, "bookworm"));
    }
}
