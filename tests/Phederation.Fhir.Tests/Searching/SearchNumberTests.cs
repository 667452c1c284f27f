using Phederation.Fhir.Outcomes;
using Phederation.Fhir.Searching;

namespace Phederation.Fhir.Tests.Searching;

public sealed class SearchNumberTests
{
    [Theory]
    [InlineData("100", 100, 0.5)]
    [InlineData("100.00", 100, 0.005)]
    [InlineData("1e2", 100, 50)]
    [InlineData("1.0e2", 100, 5)]
    [InlineData("-5.4", -5.4, 0.05)]
    public void Number_means_what_its_digits_leave_open(string text, double value, double half)
    {
        Assert.True(SearchNumber.TryParse(text, out var number));
        Assert.Equal(((decimal)value, (decimal)half), (number.Value, number.Half));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("1e999")]
    [InlineData("1e-999")]
    [InlineData("99999999999999999999999999999999999")]
    [InlineData("NaN")]
    public void What_is_no_number_is_refused(string text) => Assert.False(SearchNumber.TryParse(text, out _));

    [Fact]
    public void Separators_count_unless_they_are_escaped()
    {
        Assert.Equal(["a\\,b", "c"], SearchText.Split("a\\,b,c", ','));
        Assert.Equal("a,b|c$d\\e", SearchText.Plain("a\\,b\\|c\\$d\\\\e"));
    }

    [Fact]
    public void Cursors_are_read_back_and_others_refused()
    {
        Assert.Equal(["a\"b", null, "7"], SearchCursor.Read(SearchCursor.Write(["a\"b", null, "7"])));
        foreach (var text in new[] { "", "%%%", "W10x", "eyJhIjoxfQ", "WzFd", new string('A', 5000) })
        {
            Assert.Equal(400, Assert.Throws<FhirException>(() => SearchCursor.Read(text)).Status);
        }
    }
}
