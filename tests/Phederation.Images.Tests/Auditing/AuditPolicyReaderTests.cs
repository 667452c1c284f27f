using Phederation.Images.Auditing;
using Phederation.Images.Catalogue;
using Phederation.Testing;
using Phederation.Text;

namespace Phederation.Images.Tests.Auditing;

public sealed class AuditPolicyReaderTests
{
    private const string Head = """
        name = "x"
        repository = "honeur/x"
        version = "1"
        title = "x"
        licence = "MIT"
        size-budget = "1 MB"
        packages.install = ["netbase"]
        distribution = { suite = "bookworm", architecture = "amd64" }
        user = { name = "x", uid = 1, gid = 1, home = "/x" }

        """;

    [Fact]
    public void Policy_of_an_image_is_read_with_its_waivers()
    {
        var policy = Read(
            """
            [audit]
            max-severity = "medium"
            shell = true
            shell-reason = "the start script"
            max-layers = 3
            [[audit.waiver]]
            check = "PHA201"
            paths = ["usr/bin/*"]
            reason = "needed"
            expires = 2027-01-31
            """
        );

        Assert.Equal((AuditSeverity.Medium, "the start script", 3), (policy.MaxSeverity, policy.ShellReason, policy.MaxLayers));
        var waiver = Assert.Single(policy.Waivers);
        Assert.Equal(
            ("PHA201", "needed", new DateOnly(2027, 1, 31), 15),
            (waiver.Check, waiver.Reason, waiver.Expires, waiver.Location.Line)
        );
    }

    [Theory]
    [InlineData("[audit]\nshel = true", 11, 1, "did you mean 'shell'")]
    [InlineData("[audit]\nshell = true", 11, 9, "needs its reason")]
    [InlineData("[audit]\nshell-reason = \"x\"", 11, 16, "add shell = true")]
    [InlineData("[audit]\nshell = true\nshell-reason = \" \"", 12, 16, "it is empty")]
    [InlineData("[audit]\nmax-severity = \"much\"", 11, 16, "is no severity")]
    [InlineData("[audit]\nmax-layers = 0", 11, 14, "from 1 to 127")]
    [InlineData("[[audit.waiver]]\ncheck = \"PHA999\"", 11, 9, "no check 'PHA999'")]
    [InlineData("[[audit.waiver]]\ncheck = \"PHA201\"\npaths = [\"/usr\"]", 12, 9, "from the image's root")]
    [InlineData("[[audit.waiver]]\ncheck = \"PHA201\"\npaths = []", 12, 9, "it is empty")]
    [InlineData("[[audit.waiver]]\ncheck = \"PHA201\"\nreason = \"x\"", 10, 1, "'expires' is missing")]
    [InlineData("[[audit.waiver]]\ncheck = \"PHA201\"\nreason = \"\"\nexpires = 2027-01-01", 12, 10, "it is empty")]
    [InlineData("[[audit.waiver]]\ncheck = \"PHA201\"\nreason = \"x\"\nexpires = 2027-01-01T00:00:00", 13, 11, "a date without a time")]
    public void Fault_is_reported_with_its_place(string table, int line, int column, string message)
    {
        var fault = Assert.Throws<TomlException>(() => Read(table));

        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.Equal((line, column), (fault.Location.Line, fault.Location.Column));
    }

    private static AuditPolicy Read(string table)
    {
        using var folder = new TempFolder();
        folder.Write("x/image.toml", Head + table);
        return ImageCatalogue.Load(folder.Path).Single().Audit;
    }
}
