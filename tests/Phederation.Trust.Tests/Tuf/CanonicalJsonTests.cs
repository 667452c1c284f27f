using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Phederation.Trust.Tuf;

namespace Phederation.Trust.Tests.Tuf;

public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData("""{ "b" : 1, "a" : [ true, false, null, "x" ] }""", """{"a":[true,false,null,"x"],"b":1}""")]
    [InlineData("""{"a":"\"\\\/<>&\u00e9"}""", """{"a":"\"\\/<>&é"}""")]
    [InlineData("""["\u2028\u2029\u2027"]""", "[\"\\u2028\\u2029\u2027\"]")]
    [InlineData("""["a\nb"]""", "[\"a\nb\"]")]
    [InlineData("[-1,0,9007199254740992]", "[-1,0,9007199254740992]")]
    [InlineData("{}", "{}")]
    [InlineData("[]", "[]")]
    public void Value_has_one_form(string json, string canonical) => Assert.Equal(canonical, Write(json));

    [Fact]
    public void Keys_are_sorted_by_code_point_and_not_by_utf16_unit() =>
        // U+FF5E is one unit above the first unit of U+1F600, and one code point below it.
        Assert.Equal("{\"\uff5e\":1,\"\U0001f600\":2}", Write("{\"\\ud83d\\ude00\":2,\"\\uff5e\":1}"));

    [Theory]
    [InlineData("1.5")]
    [InlineData("1e2")]
    [InlineData("9007199254740993")]
    [InlineData("1e400")]
    [InlineData("""["\ud800"]""")]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("""{"a":1,"\u0061":2}""")]
    public void Value_without_one_form_is_refused(string json) => Assert.ThrowsAny<JsonException>(() => Write(json));

    [Fact]
    public void Any_text_comes_back_from_its_canonical_form_unless_it_holds_control_characters()
    {
        var text = ArbMap.Default.ArbFor<NonNull<string>>().Filter(one => IsText(one.Get));
        Prop.ForAll(
                text,
                one =>
                {
                    var canonical = Write(JsonSerializer.Serialize(new Dictionary<string, string> { [one.Get] = one.Get }));
                    using var again = JsonDocument.Parse(canonical);
                    Assert.Equal(one.Get, again.RootElement.GetProperty(one.Get).GetString());
                    Assert.Equal(canonical, Write(canonical));
                }
            )
            .QuickCheckThrowOnFailure();
    }

    private static bool IsText(string text) =>
        text.All(c => !char.IsControl(c)) && text == Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static string Write(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Encoding.UTF8.GetString(CanonicalJson.Write(document.RootElement));
    }
}
