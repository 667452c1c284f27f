using System.Text;
using Phederation.Fhir.Json;
using Phederation.Fhir.Outcomes;
using Phederation.Fhir.Patching;

namespace Phederation.Fhir.Tests.Patching;

public sealed class JsonPatchTests
{
    private static string Apply(string patch, string resource = """{"a":{"b":[1,2.50,3]},"c~d":"x","e/f":null}""") =>
        JsonPatch.Parse(FhirJson.Parse(Encoding.UTF8.GetBytes(patch))).Apply(Encoding.UTF8.GetBytes(resource)).GetRawText();

    [Theory]
    [InlineData("""[{"op":"add","path":"/a/b/-","value":4}]""", """{"a":{"b":[1,2.50,3,4]},"c~d":"x","e/f":null}""")]
    [InlineData("""[{"op":"add","path":"/a/b/0","value":{"z":1.00}}]""", """{"a":{"b":[{"z":1.00},1,2.50,3]},"c~d":"x","e/f":null}""")]
    [InlineData("""[{"op":"remove","path":"/a/b/1"}]""", """{"a":{"b":[1,3]},"c~d":"x","e/f":null}""")]
    [InlineData("""[{"op":"replace","path":"/c~0d","value":"y"},{"op":"remove","path":"/e~1f"}]""", """{"a":{"b":[1,2.50,3]},"c~d":"y"}""")]
    [InlineData("""[{"op":"move","from":"/a/b/0","path":"/g"}]""", """{"a":{"b":[2.50,3]},"c~d":"x","e/f":null,"g":1}""")]
    [InlineData("""[{"op":"copy","from":"/a/b","path":"/g"}]""", """{"a":{"b":[1,2.50,3]},"c~d":"x","e/f":null,"g":[1,2.50,3]}""")]
    [InlineData("""[{"op":"test","path":"/a/b/1","value":2.5},{"op":"remove","path":"/a"}]""", """{"c~d":"x","e/f":null}""")]
    public void Operations_do_what_the_standard_says(string patch, string expected) => Assert.Equal(expected, Apply(patch));

    [Theory]
    [InlineData("""[{"op":"add","path":"/a/b/9","value":4}]""", 422)]
    [InlineData("""[{"op":"add","path":"/a/b/01","value":4}]""", 422)]
    [InlineData("""[{"op":"replace","path":"/zz","value":4}]""", 422)]
    [InlineData("""[{"op":"remove","path":""}]""", 422)]
    [InlineData("""[{"op":"test","path":"/c~0d","value":"z"}]""", 422)]
    [InlineData("""[{"op":"move","from":"/a","path":"/a/b/0"}]""", 422)]
    [InlineData("""[{"op":"add","path":"a","value":4}]""", 400)]
    [InlineData("""[{"op":"add","path":"/a"}]""", 400)]
    [InlineData("""[{"op":"jump","path":"/a"}]""", 400)]
    [InlineData("""[]""", 400)]
    [InlineData("""{"op":"remove","path":"/a"}""", 400)]
    public void What_does_not_fit_is_refused(string patch, int status) =>
        Assert.Equal(status, Assert.Throws<FhirException>(() => Apply(patch)).Status);

    [Fact]
    public void Copies_of_copies_end_somewhere()
    {
        var patch = "[" + string.Join(',', Enumerable.Range(0, 60).Select(_ => """{"op":"copy","from":"/a","path":"/a/b/-"}""")) + "]";

        Assert.Equal(422, Assert.Throws<FhirException>(() => Apply(patch)).Status);
    }
}
