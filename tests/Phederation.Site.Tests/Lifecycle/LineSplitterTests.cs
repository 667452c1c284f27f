using System.Text;
using Phederation.Site.Lifecycle;

namespace Phederation.Site.Tests.Lifecycle;

public sealed class LineSplitterTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(100)]
    public void Lines_are_the_same_however_the_output_is_cut(int size)
    {
        var splitter = new LineSplitter();
        var lines = Encoding.UTF8.GetBytes("eins\nzwölf\r\n\n€uro\nrest").Chunk(size).SelectMany(piece => splitter.Add(piece)).ToList();
        Assert.Equal(["eins", "zwölf", "", "€uro"], lines);
        Assert.Equal("rest", splitter.Rest());
        Assert.Null(splitter.Rest());
    }

    [Fact]
    public void A_line_without_end_is_given_in_pieces()
    {
        var splitter = new LineSplitter();
        var lines = Enumerable.Range(0, 40).SelectMany(_ => splitter.Add(new byte[4096])).ToList();
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.True(line.Length <= LineSplitter.LongestLine + 4096));
    }
}
