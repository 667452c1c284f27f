using FsCheck;
using FsCheck.Fluent;
using Phederation.Fuzzing.Buckets;
using Phederation.Fuzzing.Oracles;

namespace Phederation.Fuzzing.Tests.Buckets;

public sealed class DetailNormaliserTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("  Not\n\tfound  ", "Not found")]
    [InlineData("no 'Patient' with \"a \\\" b\" and `c`", "no <text> with <text> and <text>")]
    [InlineData("It doesn't, they're 'gone'", "It doesn't, they're <text>")]
    [InlineData("at 2024-01-31T10:20:30.123+01:00, 2024-01-31 and 10:20:30", "at <time>, <time> and <time>")]
    [InlineData("2024-01-31 10:20:30Z x", "<time> x")]
    [InlineData("id 0f8fad5b-d9cb-469f-a165-70867728950e.", "id <guid>.")]
    [InlineData("at 0x7fff12ab, deadbeef01 and DEADBEEF", "at <hex>, <hex> and DEADBEEF")]
    [InlineData("line 12, column -3: 1.5e+10 of 1,000 at 127.0.0.1:8080", "line <n>, column <n>: <n> of <n> at <n>:<n>")]
    [InlineData("Patient/a1b2c3x9/_history/2", "Patient/<id>/_history/<n>")]
    [InlineData("HL7 utf8 v2 java.lang.Exception", "HL<n> utf<n> v<n> java.lang.Exception")]
    [InlineData("<text> <n> <id> of <b>", "<text> <n> <id> of <b>")]
    [InlineData("\"open to the end", "\"open to the end")]
    public void Text_loses_what_differs_from_request_to_request(string text, string normal) =>
        Assert.Equal(normal, DetailNormaliser.Normalise(text));

    [Fact]
    public void Long_text_is_cut_and_not_within_a_placeholder()
    {
        for (var length = DetailNormaliser.LongestText - 12; length < DetailNormaliser.LongestText + 2; length++)
        {
            var normal = DetailNormaliser.Normalise($"{new string('a', length)} \"quoted\" and more");

            Assert.InRange(normal.Length, 1, DetailNormaliser.LongestText);
            Assert.Equal(normal.Count(c => c == '<'), normal.Count(c => c == '>'));
        }
    }

    [Fact]
    public void Any_text_has_a_normal_form_of_bounded_length() =>
        Prop.ForAll<string?>(text =>
                DetailNormaliser.Normalise(text ?? "") is var normal
                && normal.Length <= DetailNormaliser.LongestText
                && !normal.Any(c => char.IsAsciiDigit(c))
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Key_of_the_same_fault_is_the_same_whatever_was_asked()
    {
        var one = BucketKey.Of(new Finding("server-error", FindingSeverity.Error, "read thing", 0, "one", "no row 17 in \"t1\""));
        var other = BucketKey.Of(new Finding("server-error", FindingSeverity.Note, "read thing", 3, "other", "no row 4711 in \"t2\""));

        Assert.Equal(one, other);
        Assert.Equal(one.Id, other.Id);
        Assert.Matches("^[0-9a-f]{12}$", one.Id);
        Assert.NotEqual(one.Id, (one with { Operation = "read other" }).Id);
    }
}
