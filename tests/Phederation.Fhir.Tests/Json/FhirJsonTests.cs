using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Phederation.Fhir.Json;
using Phederation.Fhir.Outcomes;
using Phederation.Fhir.Validation;

namespace Phederation.Fhir.Tests.Json;

public sealed class FhirJsonTests
{
    private static readonly string[] Pieces =
    [
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\"resourceType\"",
        "\"Patient\"",
        "\"Observation\"",
        "\"name\"",
        "\"_name\"",
        "\"contained\"",
        "\"valueQuantity\"",
        "\"meta\"",
        "\"\\ud83d\"",
        "\"\\u0000\"",
        "\"a\\\\\"",
        "null",
        "1",
        "1e5",
        "-0.00",
        "true",
        " ",
        "\u00ff",
        "{\"resourceType\":\"Patient\",",
        "\"name\":[{\"given\":[",
    ];

    [Theory]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"a":"\u0000"}""")]
    [InlineData("""{"a":"\ud800"}""")]
    [InlineData("""{"a":"\ud800\u0041"}""")]
    [InlineData("""{"a":"\udc00"}""")]
    [InlineData("""{"\u0000":1}""")]
    [InlineData("""{"a":1e401}""")]
    [InlineData("""{"a":1e-99999999999}""")]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("// x\n{}")]
    [InlineData("{} {}")]
    public void What_readers_would_understand_differently_is_refused(string text) =>
        Assert.Equal(400, Assert.Throws<FhirException>(() => FhirJson.Parse(Encoding.UTF8.GetBytes(text))).Status);

    [Fact]
    public void Broken_utf8_and_too_much_depth_are_refused()
    {
        Assert.Throws<FhirException>(() => FhirJson.Parse([(byte)'"', 0xff, (byte)'"']));
        Assert.Throws<FhirException>(() => FhirJson.Parse([(byte)'"', 0xed, 0xa0, 0x80, (byte)'"']));
        Assert.Throws<FhirException>(() => FhirJson.Parse(Encoding.UTF8.GetBytes(new string('[', 101) + new string(']', 101))));
        FhirJson.Parse(Encoding.UTF8.GetBytes(new string('[', 100) + new string(']', 100)));
    }

    [Fact]
    public void Pairs_of_surrogates_and_backslashes_are_texts()
    {
        Assert.Equal("😀", FhirJson.Parse("\"\\ud83d\\ude00\""u8).GetString());
        Assert.Equal("\\u0000", FhirJson.Parse("\"\\\\u0000\""u8).GetString());
    }

    [Fact]
    public void Whatever_comes_is_read_and_validated_or_refused()
    {
        var texts = Gen.Elements(Pieces).ListOf().Select(pieces => Encoding.UTF8.GetBytes(string.Concat(pieces)));
        var bytes = Gen.Choose(0, 255).Select(one => (byte)one).ListOf().Select(list => list.ToArray());
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(2000),
            Prop.ForAll(
                Gen.OneOf(texts, bytes).ToArbitrary(),
                body =>
                {
                    try
                    {
                        ResourceValidator.Validate(FhirJson.Parse(body));
                    }
                    catch (FhirException exception)
                    {
                        return exception.Status == 400;
                    }

                    return true;
                }
            )
        );
    }
}
