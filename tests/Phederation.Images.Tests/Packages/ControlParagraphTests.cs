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

    [Theory]
    [InlineData("Description: a\u2028Signed-By: b\n")]
    [InlineData("Description: a\u0085Signed-By: b\n")]
    [InlineData("Description: a\fSigned-By: b\n")]
    [InlineData("Description: a\rSigned-By: b\n")]
    public void Only_a_line_feed_ends_a_line(string text)
    {
        var paragraph = Assert.Single(ControlParagraph.ReadAll(text));

        Assert.Null(paragraph["Signed-By"]);
        Assert.Equal(text[13..^1], paragraph["Description"]);
    }

    [Theory]
    [InlineData("\u0001:\n\v:\n `")]
    [InlineData("y:\n \r\r")]
    public void Paragraph_with_another_field_is_one_paragraph_that_has_it(string text)
    {
        foreach (var paragraph in ControlParagraph.ReadAll(text))
        {
            Assert.Equal("yes", Assert.Single(ControlParagraph.ReadAll(paragraph.With("Other", "yes")))["other"]);
        }
    }
}
