using System.Text;

namespace Phederation.Processes.Tests;

public sealed class LineSplitterTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(100)]
    public void Lines_are_the_same_however_the_bytes_come_in_parts(int part)
    {
        Assert.Equal(["one", "", "zwei ä€😀", "a\rb", "last"], Split("one\n\r\nzwei ä€😀\r\na\rb\nlast", part));
    }

    [Fact]
    public void Line_end_at_the_end_begins_no_further_line() => Assert.Equal(["one"], Split("one\n", 100));

    [Fact]
    public void Endless_line_comes_in_pieces()
    {
        var lines = Split(new string('x', 150_000), 4096);

        Assert.Equal([65_536, 65_536, 18_928], lines.Select(line => line.Length));
    }

    private static List<string> Split(string text, int part)
    {
        var lines = new List<string>();
        var splitter = new LineSplitter(lines.Add);
        foreach (var bytes in Encoding.UTF8.GetBytes(text).Chunk(part))
        {
            splitter.Append(bytes);
        }

        splitter.Append([], isEnd: true);
        return lines;
    }
}
