using Phederation.Fhir.Values;

namespace Phederation.Fhir.Tests.Values;

public sealed class FhirDateTests
{
    private static long Microseconds(string time) => (DateTimeOffset.Parse(time).UtcTicks - DateTime.UnixEpoch.Ticks) / 10;

    [Theory]
    [InlineData("2020", "2020-01-01T00:00:00Z", "2021-01-01T00:00:00Z")]
    [InlineData("2020-02", "2020-02-01T00:00:00Z", "2020-03-01T00:00:00Z")]
    [InlineData("2020-02-29", "2020-02-29T00:00:00Z", "2020-03-01T00:00:00Z")]
    [InlineData("2020-02-29T23:59", "2020-02-29T23:59:00Z", "2020-03-01T00:00:00Z")]
    [InlineData("2020-01-01T10:00:00Z", "2020-01-01T10:00:00Z", "2020-01-01T10:00:01Z")]
    [InlineData("2020-01-01T10:00:00+02:00", "2020-01-01T08:00:00Z", "2020-01-01T08:00:01Z")]
    [InlineData("2020-01-01T10:00:00.5-01:30", "2020-01-01T11:30:00.5Z", "2020-01-01T11:30:00.6Z")]
    public void Date_is_the_span_that_its_precision_leaves_open(string text, string low, string high)
    {
        Assert.True(FhirDate.TryParse(text, out var date));
        Assert.Equal((Microseconds(low), Microseconds(high)), (date.Low, date.High));
    }

    [Theory]
    [InlineData("")]
    [InlineData("20")]
    [InlineData("0000")]
    [InlineData("2020-13")]
    [InlineData("2020-00-01")]
    [InlineData("2019-02-29")]
    [InlineData("2020-1-1")]
    [InlineData("2020-01-01T24:00:00Z")]
    [InlineData("2020-01-01T10")]
    [InlineData("2020-01-01T10:00:00.Z")]
    [InlineData("2020-01-01T10:00:00+15:00")]
    [InlineData("2020-01-01 10:00:00Z")]
    [InlineData("٢٠٢٠")]
    public void What_is_no_date_is_refused(string text) => Assert.False(FhirDate.TryParse(text, out _));

    [Fact]
    public void First_and_last_year_are_spans_too()
    {
        foreach (var text in new[] { "0001", "0001-01-01", "9999", "9999-12", "9999-12-31", "9999-12-31T23:59:59-14:00" })
        {
            Assert.True(FhirDate.TryParse(text, out var date), text);
            Assert.True(date.Low < date.High, text);
        }
    }
}
