using Phederation.Images.Patching;

namespace Phederation.Images.Tests.Patching;

public sealed class ChangelogTests
{
    private const string Text = """
        some (1:2.0-1+deb12u2) bookworm-security; urgency=high, binary-only=yes

          * CVE-2024-10000: a hole. Also cve-2024-9999, CVE-2023-77777.

         -- A Person <person@example.org>  Tue, 05 Mar 2024 10:00:00 +0100

        some (1:2.0-1) unstable; urgency=medium

          * Nothing.

         -- A Person <person@example.org>  Never

        some (1:1.9-1) unstable; urgency=low

          * No end
        """;

    [Fact]
    public void Versions_are_read_with_urgency_date_and_cve_ids_in_their_order()
    {
        var entries = Changelog.Read(Text);

        Assert.Equal(["1:2.0-1+deb12u2", "1:2.0-1"], entries.Select(entry => entry.Version));
        Assert.Equal("high", entries[0].Urgency);
        Assert.Equal(new DateTimeOffset(2024, 3, 5, 10, 0, 0, TimeSpan.FromHours(1)), entries[0].Date);
        Assert.Equal(["CVE-2023-77777", "CVE-2024-9999", "CVE-2024-10000"], entries[0].Cves);
        Assert.Null(entries[1].Date);
    }

    [Fact]
    public void Changelog_that_is_no_archive_has_no_versions() => Assert.Empty(Changelog.ReadCompressed("no gzip"u8.ToArray()));
}
