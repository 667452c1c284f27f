using System.Text;
using Phederation.Fuzzing.Exchanges;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Scenarios.Shapes;
using Phederation.Fuzzing.Tests.Oracles;

namespace Phederation.Fuzzing.Tests.Scenarios;

public sealed class ShapeTests
{
    [Theory]
    [InlineData("""{"a":1}""", """{"id":"{{.0.id}}","a":1}""")]
    [InlineData("""{"a":1,"id":"x"}""", """{"a":1,"id":"{{.0.id}}"}""")]
    [InlineData("""{"a":{"id":"x"}, "id" : 7 , "b":[]}""", """{"a":{"id":"x"}, "id" : "{{.0.id}}" , "b":[]}""")]
    [InlineData("{ }", """{"id":"{{.0.id}}" }""")]
    [InlineData("[1]", "[1]")]
    [InlineData("{\"a\":", "{\"a\":")]
    [InlineData("", "")]
    public void Body_of_a_change_gets_the_id_and_is_else_left_as_it_is(string body, string changed)
    {
        var scenario = UpdateReadShape.Build(3, ResourceRoute.Fhir("Patient"), new ResourceBody("{}"), new ResourceBody(body), "a");
        Assert.Equal(changed, Encoding.UTF8.GetString(((RequestStep)scenario.Steps[UpdateReadShape.Update]).Request.Body!.Value.Span));
    }

    [Fact]
    public void Scenario_needs_those_that_it_refers_to()
    {
        var body = new ResourceBody("""{"subject":{"reference":"Patient/{{12.0.id}}"},"x":"{{.0.id}}","y":"{{7.1.id}}"}""");
        Assert.Equal([7, 12], CreateReadShape.Build(12345, ResourceRoute.Fhir("Observation"), body, "a").Needs);
    }

    [Fact]
    public void Transaction_has_its_resources_byte_by_byte() =>
        Assert.Equal(
            """{"resourceType":"Bundle","type":"transaction","entry":[{"fullUrl":"urn:uuid:1","resource":{"a": 1.00},"request":{"method":"POST","url":"Patient"}},{"request":{"method":"DELETE","url":"Patient/1"}}]}""",
            Encoding.UTF8.GetString(
                TransactionEntry.Bundle([
                    new TransactionEntry("POST", "Patient", """{"a": 1.00}"""u8.ToArray(), "urn:uuid:1"),
                    new TransactionEntry("DELETE", "Patient/1"),
                ])
            )
        );

    [Theory]
    [InlineData("http://h:1/fhir/Patient?page=2", "/Patient?page=2")]
    [InlineData("/fhir/Patient?page=2", "/Patient?page=2")]
    [InlineData("Patient?page=2", "/Patient?page=2")]
    [InlineData("http://h:1/fhir?page=2", "?page=2")]
    [InlineData("http://h:1/fhir/?page=2", "/?page=2")]
    [InlineData("http://other:1/fhir/Patient", null)]
    [InlineData("http://h:1/fhirother/Patient", null)]
    [InlineData("http://h:1/admin", null)]
    [InlineData("file:///etc/passwd", null)]
    public void Link_is_read_as_a_path_of_the_target_and_not_followed_off_it(string url, string? path)
    {
        var body = $$"""{"link":[{"relation":"self","url":"x"},{"relation":"next","url":"{{url}}"}]}""";
        var header = new FuzzAnswer { Status = 200, Headers = [KeyValuePair.Create("Link", $"<x>; rel=prev, <{url}>; rel=\"next\"")] };
        Assert.Equal(path, LinkCapture.Read(new Uri("http://h:1/fhir"), "next", Runs.Json(200, body)));
        Assert.Equal(path, LinkCapture.Read(new Uri("http://h:1/fhir"), "next", header));
        Assert.Null(LinkCapture.Read(new Uri("http://h:1/fhir"), "last", header));
    }
}
