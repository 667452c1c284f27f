using System.Text;

namespace Phederation.Text.Tests;

/// <summary>What a person reads who mistyped something.</summary>
public sealed class TomlErrorTests
{
    [Theory]
    [InlineData("a = 1\na = 2", "2:1: 'a' is already an integer since line 1; give each key one value")]
    [InlineData("[a]\n[a]", "2:2: 'a' is already a table since line 1; name each table once and keep its keys together")]
    [InlineData("a = []\n[[a]]", "2:3: 'a' is already an array since line 1; [[…]] adds only to arrays that [[…]] began")]
    [InlineData("a = {}\n[a.b]", "2:2: 'a' is already a table since line 1; a header can't add to it")]
    [InlineData("a = {}\na.b = 1", "2:1: 'a' is already a table since line 1; a dotted key adds only to tables that dotted keys made")]
    [InlineData("a 1", "1:3: a key is followed by '=', not by '1'; write key = value")]
    [InlineData("a\n= 1", "1:2: a key is followed by '=', not by the end of the line; write key = value")]
    [InlineData("a =", "1:4: a value was expected, not the end of the document; text goes in quotes")]
    [InlineData("a = yes", "1:5: yes is no value; write true, false, a number or a date, or put text in quotes")]
    [InlineData("a = 1 b = 2", "1:7: 'b' stands where the line should end; put it on a line of its own")]
    [InlineData("= 1", "1:1: a key was expected, not '='; write letters, digits, '-' and '_', or put the key in quotes")]
    [InlineData("[a", "1:3: the header is not closed here but has the end of the document; end it with ]")]
    [InlineData("[[a]", "1:4: the header is not closed here but has ']'; end it with ]]")]
    [InlineData("a = \"b", "1:5: the string is not closed on its line; end it with \", or write it between \"\"\"")]
    [InlineData("a = '''\nb\n", "1:5: the string is not closed; end it with '''")]
    [InlineData("\n\na = \"C:\\dir\"", "3:8: a backslash followed by 'd' is no escape; write \\\\ for a backslash, or use ' quotes")]
    [InlineData("a = [1 2]", "1:8: the array of line 1 has '2' after an element; separate elements with ',' and end with ']'")]
    [InlineData(
        "a = {b = 1\n}",
        "1:11: the inline table has the end of the line after a value; separate pairs with ',' and end with '}' on the same line"
    )]
    [InlineData("a = \"\u0001\"", "1:6: a string can't hold the character U+0001 as it is; write it as \\u0001")]
    [InlineData("# \u007F", "1:3: a comment can't hold the character U+007F; remove it")]
    [InlineData(
        "a = 9223372036854775808",
        "1:5: 9223372036854775808 does not fit 64 bits; the range is -9223372036854775808 to 9223372036854775807"
    )]
    [InlineData("a = 007", "1:5: 007 is no integer; write digits without zeros before them, at most one sign, and '_' only between digits")]
    [InlineData("a = 0b2", "1:5: 0b2 is no integer of base 2; write digits of that base, with '_' only between digits")]
    [InlineData("a = 1e999", "1:5: 1e999 does not fit a 64-bit float; write inf for infinity")]
    [InlineData(
        "a = 1.",
        "1:5: 1. is no number; write digits before and after the point, no zeros before them, and '_' only between digits"
    )]
    [InlineData(
        "a = 2023-02-29",
        "1:5: 2023-02-29 is no date or time that exists; write it like 2026-01-31T23:59:59Z, 2026-01-31T23:59:59, 2026-01-31 or 23:59:59"
    )]
    [InlineData(
        "a = \"\\uD800\"",
        "1:6: the escape is not a Unicode character; write \\u and 4 or \\U and 8 hexadecimal digits, up to 10FFFF and not D800 to DFFF"
    )]
    [InlineData("\r\n😀 = 1", "2:1: a key was expected, not '😀'; write letters, digits, '-' and '_', or put the key in quotes")]
    public void Message_says_where_what_and_how_to_mend_it(string text, string message) =>
        Assert.Equal($"f:{message}", Assert.Throws<TomlException>(() => Toml.Parse(text, "f")).Message);

    [Fact]
    public void Byte_that_is_not_utf8_is_placed_in_its_line()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes("a = 1\nä = \"😀"), 0xC3, (byte)'"'];

        var error = Assert.Throws<TomlException>(() => Toml.ParseUtf8(bytes, "f"));

        Assert.Equal("f:2:8: the byte 0xC3 is not valid UTF-8; save the file as UTF-8", error.Message);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_placed_in_its_line()
    {
        var error = Assert.Throws<TomlException>(() => Toml.Parse("#\n#😀\uDC00", "f"));

        Assert.Equal("f:2:4: half a surrogate pair (U+DC00) is no character; remove it", error.Message);
        Assert.Throws<TomlException>(() => Toml.Parse("a = '\uD800'", "f"));
    }

    [Fact]
    public void Byte_order_mark_takes_no_column()
    {
        var error = Assert.Throws<TomlException>(() => Toml.ParseUtf8([0xEF, 0xBB, 0xBF, (byte)'='], "f"));

        Assert.Equal((1, 1), (error.Line, error.Column));
    }

    [Fact]
    public void Long_value_is_cut_in_the_message()
    {
        var error = Assert.Throws<TomlException>(() => Toml.Parse($"a = {new string('x', 5000)}", "f"));

        Assert.InRange(error.Message.Length, 100, 200);
    }
}
