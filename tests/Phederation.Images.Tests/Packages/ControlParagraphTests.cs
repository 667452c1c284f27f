using Phederation.Images.Packages;

namespace Phederation.Images.Tests.Packages;

public sealed class ControlParagraphTests
{
    private const string Text = "Package: a\nVersion: 1\nDescription: short\n long\n .\n more\n\n# a comment\nPackage: b\n";

    [Fact]
    public void Paragraphs_fields_and_continuation_lines_are_read()
    {
        var paragraphs = ControlParagraph.ReadAll(Text);

        Assert.Equal(["a", "b"], paragraphs.Select(paragraph => paragraph["package"]));
        Assert.Equal("short\n long\n .\n more", paragraphs[0]["Description"]);
        Assert.Null(paragraphs[1]["Version"]);
    }

    [Fact]
    public void Status_is_put_after_the_first_field() =>
        Assert.Equal(
            "Package: a\nStatus: install ok installed\nVersion: 1\nDescription: short\n long\n .\n more\n",
            ControlParagraph.ReadAll(Text)[0].With("Status", "install ok installed")
        );
}
