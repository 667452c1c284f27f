using System.Text;

namespace Phederation.Processes.Tests;

public sealed class OutputBufferTests
{
    [Fact]
    public void Output_up_to_the_limit_is_kept_whole()
    {
        var buffer = new OutputBuffer(6, OutputOverflow.Fail);

        Assert.True(buffer.Append("abc"u8));
        Assert.True(buffer.Append("def"u8));

        Assert.Equal(("abcdef", false), (buffer.ToString(), buffer.IsTooMuch));
    }

    [Fact]
    public void Byte_over_the_limit_fails_and_keeps_the_beginning()
    {
        var buffer = new OutputBuffer(4, OutputOverflow.Fail);
        buffer.Append("abc"u8);

        Assert.False(buffer.Append("def"u8));

        Assert.Equal(("abcd", true), (buffer.ToString(), buffer.IsTooMuch));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(1000)]
    public void End_is_kept_however_the_output_comes_in_parts(int part)
    {
        var text = string.Concat(Enumerable.Range(0, 100).Select(number => number + ","));
        var buffer = new OutputBuffer(10, OutputOverflow.KeepEnd);

        foreach (var bytes in Encoding.UTF8.GetBytes(text).Chunk(part))
        {
            Assert.True(buffer.Append(bytes));
        }

        Assert.Equal((text[^10..], true), (buffer.ToString(), buffer.IsTooMuch));
    }

    [Fact]
    public void Character_that_the_cut_splits_is_left_out()
    {
        var buffer = new OutputBuffer(5, OutputOverflow.KeepEnd);

        buffer.Append("€€"u8);

        Assert.Equal("€", buffer.ToString());
    }
}
