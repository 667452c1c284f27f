using Phederation.Images.Patching;
using Phederation.Testing;
using Phederation.Text;

namespace Phederation.Images.Tests.Patching;

public sealed class PatchPolicyReaderTests
{
    private const string Good = """
        security-max-age-days = 7
        other-max-age-days = 30
        release-support = "long-term"
        ended-support = "refuse"

        """;

    private const string Waiver = """
        [[waiver]]
        package = "openssl"
        reason = "why"
        owner = "who"
        expires = 2027-01-31
        """;

    [Fact]
    public void Own_policy_is_read()
    {
        var policy = PatchPolicyReader.Load(Path.Combine(SharedImages.ImagesFolder, "patch-policy.toml"));

        Assert.True(policy.SecurityMaxAgeDays <= policy.OtherMaxAgeDays);
        Assert.True(policy.RefusesEndedSupport);
    }

    [Fact]
    public void Waiver_keeps_its_place()
    {
        using var folder = new TempFolder();

        var waiver = Assert.Single(PatchPolicyReader.Load(folder.Write("p.toml", Good + Waiver)).Waivers);

        Assert.Equal(new DateOnly(2027, 1, 31), waiver.Expires);
        Assert.EndsWith("p.toml:5:1", waiver.Place, StringComparison.Ordinal);
        Assert.True(waiver.Fits("any", "libssl3", "openssl"));
        Assert.False(waiver.Fits("any", "libssl3", "gnutls28"));
    }

    [Theory]
    [InlineData("security-max-age-days = 7", "security-max-age-days = -1", ":1:")]
    [InlineData("security-max-age-days = 7", "security-max-age-days = 31", ":1:")]
    [InlineData("other-max-age-days = 30", "", "'other-max-age-days' is missing")]
    [InlineData("\"long-term\"", "\"forever\"", ":3:")]
    [InlineData("ended-support", "ended-suport", "did you mean 'ended-support'?")]
    [InlineData("package = \"openssl\"", "package = \"a b\"", ":6:")]
    [InlineData("reason = \"why\"", "reason = \" \"", ":7:")]
    [InlineData("owner = \"who\"", "", "'owner' is missing")]
    [InlineData("expires = 2027-01-31", "expires = 2027-01-31T00:00:00Z", ":9:")]
    [InlineData("expires = 2027-01-31", "expires = \"soon\"", ":9:")]
    public void Malformed_policy_is_an_error_with_its_place(string old, string replacement, string message)
    {
        using var folder = new TempFolder();
        var path = folder.Write("p.toml", (Good + Waiver).Replace(old, replacement, StringComparison.Ordinal));

        var error = Assert.Throws<TomlException>(() => PatchPolicyReader.Load(path));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Policy_that_is_not_there_lets_nothing_pass() =>
        Assert.Equal(
            ImageFault.BadDefinition,
            Assert.Throws<ImageException>(() => PatchPolicyReader.Load("/nowhere/patch-policy.toml")).Fault
        );
}
