using Phederation.Images.Linting;
using Phederation.Testing;
using Phederation.Text;

namespace Phederation.Images.Tests.Linting;

public sealed class LintSettingsTests
{
    [Theory]
    [InlineData("[[waivers]]\n", 1, 3, "did you mean 'waiver'?")]
    [InlineData("[[waiver]]\nrule = \"PHD999\"\nreason = \"x\"\nexpires = 2026-01-31\n", 2, 8, "no rule 'PHD999'")]
    [InlineData("[[waiver]]\nrule = \"PHD901\"\nreason = \"x\"\nexpires = 2026-01-31\n", 2, 8, "no rule 'PHD901' to waive")]
    [InlineData("[[waiver]]\nrule = \"PHD101\"\nreason = \" \"\nexpires = 2026-01-31\n", 3, 10, "needs its reason")]
    [InlineData("[[waiver]]\nrule = \"PHD101\"\nreason = \"x\"\n", 1, 1, "expires")]
    [InlineData("[[waiver]]\nrule = \"PHD101\"\nreason = \"x\"\nexpires = 23:59:59\n", 4, 11, "2026-01-31")]
    [InlineData("[[waiver]]\nrule = \"PHD101\"\nreason = \"x\"\nexpires = 2026-02-30\n", 4, 11, "no date")]
    [InlineData("registries = \"x\"\n", 1, 14, "'registries'")]
    public void Fault_is_reported_at_its_place(string text, int line, int column, string message)
    {
        using var folder = new TempFolder();
        folder.Write("Dockerfile", "FROM scratch\n");
        var path = folder.Write("lint.toml", text);

        var exception = Assert.Throws<TomlException>(() => LintSubject.Load(folder["Dockerfile"]));

        Assert.Equal((path, line, column), (exception.File, exception.Line, exception.Column));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }
}
