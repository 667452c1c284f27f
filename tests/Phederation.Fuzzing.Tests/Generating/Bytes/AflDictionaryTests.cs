using FsCheck;
using FsCheck.Fluent;
using Phederation.Fuzzing.Generating.Bytes;

namespace Phederation.Fuzzing.Tests.Generating.Bytes;

public sealed class AflDictionaryTests
{
    private static AflDictionary Parse(string text) => AflDictionary.Parse(text, "fhir.dict");

    [Fact]
    public void Tokens_are_read_with_names_levels_escapes_and_comments()
    {
        var dictionary = Parse(
            """
            # a comment

            header_png="\x89PNG\x0d\x0a"
              late@2 = "a\"b\\c"
            "plain # no comment"
            """
        );

        Assert.Equal(
            [
                new DictionaryToken(new byte[] { 0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10 }, "header_png"),
                new DictionaryToken("a\"b\\c"u8.ToArray(), "late", 2),
                new DictionaryToken("plain # no comment"u8.ToArray()),
            ],
            dictionary.Tokens
        );
    }

    [Fact]
    public void Tokens_of_higher_levels_are_left_out() =>
        Assert.Single(AflDictionary.Parse("a@1=\"x\"\nb@2=\"y\"\n", "fhir.dict", level: 1).Tokens);

    [Fact]
    public void Dictionaries_read_back_as_they_were_written() =>
        Prop.ForAll<NonEmptyArray<Tuple<NonEmptyArray<byte>, PositiveInt>>>(made =>
            {
                var dictionary = new AflDictionary(
                    made.Get.Select(one => new DictionaryToken(
                        one.Item1.Get.Take(AflDictionary.LongestToken).ToArray(),
                        one.Item2.Get % 3 == 0 ? null : $"name_{one.Item2.Get}",
                        one.Item2.Get % 3 == 2 ? one.Item2.Get : 0
                    ))
                );
                return Parse(dictionary.ToString()).Tokens.SequenceEqual(dictionary.Tokens);
            })
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("a\nname", 2, 5)]
    [InlineData("name=value", 1, 6)]
    [InlineData("=\"x\"", 1, 1)]
    [InlineData("\"open", 1, 6)]
    [InlineData("\"\"", 1, 3)]
    [InlineData("\"a\" b", 1, 5)]
    [InlineData("\"\\q\"", 1, 2)]
    [InlineData("\"\\x1\"", 1, 2)]
    [InlineData("\"\\x1", 1, 2)]
    [InlineData("\"é\"", 1, 2)]
    [InlineData("n@=\"x\"", 1, 3)]
    [InlineData("n@99999999999=\"x\"", 1, 14)]
    public void Malformed_lines_are_told_with_their_place(string text, int line, int column)
    {
        var exception = Assert.Throws<AflDictionaryException>(() => Parse(text.Replace("a\n", "\"a\"\n", StringComparison.Ordinal)));

        Assert.Equal(("fhir.dict", line, column), (exception.File, exception.Line, exception.Column));
        Assert.StartsWith($"fhir.dict:{line}:{column}: ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Size_is_bounded()
    {
        Assert.Contains(
            "128 bytes",
            Assert.Throws<AflDictionaryException>(() => Parse($"\"{new string('a', 129)}\"")).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<AflDictionaryException>(() => Parse(new string('#', AflDictionary.LongestText + 1)));
        Assert.Throws<AflDictionaryException>(() =>
            Parse(string.Concat(Enumerable.Range(0, AflDictionary.MostTokens + 1).Select(number => $"\"{number}\"\n")))
        );
    }

    [Fact]
    public void Any_text_is_read_or_refused_with_a_place() =>
        Prop.ForAll<string>(text =>
            {
                try
                {
                    Parse(text ?? "");
                    return true;
                }
                catch (AflDictionaryException exception)
                {
                    return exception is { Line: > 0, Column: > 0 };
                }
            })
            .QuickCheckThrowOnFailure();
}
