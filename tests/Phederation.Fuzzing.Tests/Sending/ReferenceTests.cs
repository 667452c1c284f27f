using System.Text;
using Phederation.Fuzzing.Exchanges;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Sending.References;

namespace Phederation.Fuzzing.Tests.Sending;

public sealed class ReferenceTests
{
    [Theory]
    [InlineData("/a/{{3.1.id}}/b/{{.0.x-y}}?{{12.34.Z_9}}", "/a/[3.1.id]/b/[.0.x-y]?[12.34.Z_9]")]
    [InlineData("{{{1.0.id}}}", "{[1.0.id]}")]
    [InlineData("{{1.0.id}}{{.1.id}}", "[1.0.id][.1.id]")]
    [InlineData(
        "{{1.id}} {{a.0.id}} {{1.0.}} {{1.0.i d}} {{-1.0.id}} {{1.-1.id}} {{",
        "{{1.id}} {{a.0.id}} {{1.0.}} {{1.0.i d}} {{-1.0.id}} {{1.-1.id}} {{"
    )]
    [InlineData("no reference", "no reference")]
    [InlineData("ä{{.0.id}}ö", "ä[.0.id]ö")]
    public void References_are_found_and_nothing_else(string text, string expected)
    {
        static string By(CaptureReference reference) => $"[{reference.ToString()[2..^2]}]";

        Assert.Equal(expected, ReferenceText.Replace(text, By));
        Assert.Equal(
            expected,
            Encoding.UTF8.GetString(ReferenceText.Replace(Encoding.UTF8.GetBytes(text), By) ?? Encoding.UTF8.GetBytes(text))
        );
    }

    [Fact]
    public void Bytes_that_are_no_text_are_left_as_they_are()
    {
        byte[] bytes = [0xff, .. "{{.0.id}}"u8, 0xfe, 0x00];

        Assert.Equal<byte>([0xff, (byte)'7', 0xfe, 0x00], ReferenceText.Replace(bytes, _ => "7")!);
        Assert.Null(ReferenceText.Replace([0xff, (byte)'{', (byte)'{'], _ => "7"));
    }

    [Fact]
    public void Scenario_under_another_number_refers_to_the_others_by_their_new_numbers()
    {
        var step = new RequestStep
        {
            Operation = "read",
            Intent = RequestIntent.Open,
            Uses = new ResourceReference("note", 3, 1),
            Request = new FuzzRequest
            {
                Method = "GET",
                Path = "/{{3.1.id}}/{{.0.id}}/{{5.0.id}}/{{4.0.id}}",
                Headers = [KeyValuePair.Create("A", "{{3.1.etag}}")],
                Body = "{{5.2.id}}"u8.ToArray(),
            },
        };
        var scenario = new Scenario
        {
            Number = 5,
            Kind = "k",
            Needs = [3, 4],
            Steps = [step],
        };

        var renumbered = ScenarioReferences.Renumber(scenario, 9, new Dictionary<long, long> { [3] = 7 });

        var request = ((RequestStep)renumbered.Steps[0]).Request;
        Assert.Equal("/{{7.1.id}}/{{.0.id}}/{{9.0.id}}/{{4.0.id}}", request.Path);
        Assert.Equal("{{7.1.etag}}", request.Headers[0].Value);
        Assert.Equal("{{9.2.id}}", Encoding.ASCII.GetString(request.Body!.Value.Span));
        Assert.Equal(new ResourceReference("note", 7, 1), ((RequestStep)renumbered.Steps[0]).Uses);
        Assert.Equal((9, "4,7"), (renumbered.Number, string.Join(',', renumbered.Needs)));
    }

    [Theory]
    [InlineData("json:id", "7")]
    [InlineData("json:a.1.b", "x")]
    [InlineData("json:a.0", "true")]
    [InlineData("json:a", null)]
    [InlineData("json:a.9.b", null)]
    [InlineData("json:none", null)]
    [InlineData("header:etag", "W/\"1\"")]
    [InlineData("header:none", null)]
    [InlineData("location:id", "4711")]
    [InlineData("link:next", "/notes?page=2")]
    [InlineData("link:far", null)]
    [InlineData("other:id", null)]
    public void Capture_takes_what_its_form_says(string form, string? expected)
    {
        var answer = new FuzzAnswer
        {
            Status = 201,
            Headers =
            [
                KeyValuePair.Create("ETag", "W/\"1\""),
                KeyValuePair.Create("Location", "http://127.0.0.1:1/base/notes/4711/_history/2?x=/y"),
                KeyValuePair.Create("Link", "<http://127.0.0.1:1/base/notes?page=2>; rel=\"next\", <http://example.org/>; rel=far"),
            ],
            Body = "{\"id\":7,\"a\":[true,{\"b\":\"x\"}]}"u8.ToArray(),
        };

        Assert.Equal(expected, Capture(form, answer));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"id\":\"\\ud800\"}")]
    [InlineData("{\"id\":\"\"}")]
    public void Answer_that_is_no_json_or_has_no_text_captures_nothing(string body) =>
        Assert.Null(Capture("json:id", new FuzzAnswer { Status = 200, Body = Encoding.UTF8.GetBytes(body) }));

    private static string? Capture(string form, FuzzAnswer answer) =>
        AnswerCaptures
            .Of(
                new RequestStep
                {
                    Operation = "o",
                    Intent = RequestIntent.Open,
                    Request = new FuzzRequest { Method = "GET", Path = "/" },
                    Captures = new Dictionary<string, string> { ["it"] = form },
                },
                answer,
                new Uri("http://127.0.0.1:1/base")
            )
            .GetValueOrDefault("it");
}
