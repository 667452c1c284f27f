using Phederation.Fuzzing.Generating;
using Phederation.Fuzzing.Generating.Bytes;
using Phederation.Fuzzing.Models;
using Phederation.Fuzzing.Models.OpenApi;
using Phederation.Fuzzing.Models.OpenApi.Documents;
using Phederation.Fuzzing.Models.OpenApi.Schemas;
using Phederation.Fuzzing.Tests.Planted;

namespace Phederation.Fuzzing.Tests.Models.OpenApi;

public sealed class DocumentReaderTests
{
    private const string Paths = "paths: { /a: { get: { responses: { \"200\": {} } } } }";

    [Fact]
    public void Document_in_yaml_and_in_json_says_the_same()
    {
        var yaml = Documents.Read(
            "openapi: 3.0.3\ninfo: { title: T, version: 1 }\npaths:\n  /a/{id}:\n    get:\n      responses:\n        200: {}\n"
        );
        var json = Documents.Read(
            """{"openapi":"3.0.3","info":{"title":"T","version":"1"},"paths":{"/a/{id}":{"get":{"responses":{"200":{}}}}}}""",
            "api.json"
        );

        Assert.Equal((yaml.Title, yaml.Version, yaml.Operations[0].Name), (json.Title, json.Version, json.Operations[0].Name));
        Assert.Equal(("T", "1", "GET /a/{id}"), (json.Title, json.Version, json.Operations[0].Name));
        Assert.Equal("id", json.Operations[0].Parameters.Single().Name);
        Assert.Equal("200", yaml.Operations[0].Responses.Single().Status);
    }

    [Fact]
    public void Operation_has_what_its_path_and_the_whole_document_say()
    {
        var document = ApiDocument.Load(PlantedThingsTests.Document);

        var read = document.Operations.Single(operation => operation.Name == "GET /things/{id}");
        var list = document.Operations.Single(operation => operation.Id == "listThings");
        Assert.Equal(
            (ApiParameterPlace.Path, true, SchemaTypes.Integer),
            (read.Parameters[0].Place, read.Parameters[0].IsRequired, read.Parameters[0].Schema.Types)
        );
        Assert.Equal(["kind", "limit"], list.Parameters.Select(parameter => parameter.Name));
        Assert.True(read.IsSecured);
        Assert.Equal("application/problem+json", read.ResponseFor(404)!.Media.Single().Plain);
        Assert.Null(read.ResponseFor(409));
    }

    [Fact]
    public void Schema_in_a_circle_is_read()
    {
        var node = Documents.Schema(
            "{ $ref: '#/components/schemas/Node' }",
            "{ Node: { properties: { next: { $ref: '#/components/schemas/Node' } } } }"
        );

        Assert.Same(node, node.Properties["next"]);
    }

    [Theory]
    [InlineData("openapi: 3.0.0\npaths: [", "api.yaml:3:1: this is no YAML", "Mend it there")]
    [InlineData("swagger: \"2.0\"\n" + Paths, "api.yaml:1:10: this is Swagger 2.0", "swagger2openapi")]
    [InlineData("openapi: 4.0.0\n" + Paths, "api.yaml:1:10: this is OpenAPI '4.0.0'", "3.0 and 3.1")]
    [InlineData("openapi: 3.10.0\n" + Paths, "api.yaml:1:10: this is OpenAPI '3.10.0'", "3.0 and 3.1")]
    [InlineData("info: {}\n" + Paths, "api.yaml:1:1: this is no OpenAPI document", "3.0 and 3.1")]
    [InlineData("", "api.yaml:1:1: this is no OpenAPI document", "3.0 and 3.1")]
    [InlineData("openapi: 3.0.0\ninfo: {}", "api.yaml:1:1: the document has no paths", "Describe")]
    [InlineData("openapi: 3.0.0\npaths: {}", "api.yaml:2:8: no operation is in 'paths'", "Describe")]
    [InlineData("openapi: 3.0.0\npaths:\n  a: {}", "api.yaml:3:6: the path 'a' doesn't begin with /", "Write '/a'")]
    [InlineData(
        "openapi: 3.0.0\npaths:\n  /a:\n    get: {}\n    get: {}",
        "api.yaml:5:5: 'get' is there twice, first at line 4",
        "Keep one"
    )]
    [InlineData(
        "openapi: 3.0.0\npaths:\n  /a/{b}: { get: {} }\n  /a/{c}: { get: {} }",
        "api.yaml:4:11: the path '/a/{c}' is there already, at line 3",
        "one path"
    )]
    [InlineData(
        "openapi: 3.0.0\npaths:\n  /a: { get: { operationId: x } }\n  /b: { get: { operationId: x } }",
        "api.yaml:4:29: the operationId 'x' is that of GET /a too",
        "its own"
    )]
    [InlineData("openapi: 3.0.0\npaths:\n  /a: { get: { responses: { \"2000\": {} } } }", "api.yaml:3:37: '2000' is no status", "2XX")]
    [InlineData(
        "openapi: 3.0.0\npaths:\n  /a: { get: { parameters: [{ name: x, in: body }] } }",
        "api.yaml:3:44: parameters in 'body' are Swagger 2.0's",
        "requestBody"
    )]
    [InlineData("openapi: 3.0.0\na: &x {}\nb: *x\n" + Paths, "api.yaml:3:4: YAML's aliases aren't read", "$ref")]
    [InlineData("openapi: 3.0.0\n" + Paths + "\n---\na: 1", "api.yaml:3:1: a second document begins", "one document")]
    public void Broken_document_is_refused_where_it_is_broken(string text, string where, string mend)
    {
        var error = Documents.Refused(text);

        Assert.Equal(FuzzErrorKind.BadInput, error.Kind);
        Assert.StartsWith(where, error.Message, StringComparison.Ordinal);
        Assert.Contains(mend, error.Mend, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\n  \"openapi\": \"3.0.0\",\n  \"päth\": }", "api.json:3:11: this is no JSON")]
    [InlineData("{\n  \"a\": 1,\n  \"a\": 2 }", "api.json:3:3: 'a' is there twice, first at line 2")]
    [InlineData("{\"a\": \"\\ud800\"}", "api.json:1:7: this text is no Unicode")]
    [InlineData("", "api.json:1:1: this is no JSON")]
    public void Broken_json_is_refused_where_it_is_broken(string text, string where) =>
        Assert.StartsWith(where, Documents.Refused(text, "api.json").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(
        "{ Pet: { $ref: '#/components/schemas/Pot' } }",
        "'#/components/schemas/Pot' refers to nothing: there is no 'Pot'",
        "Did you mean Pet?"
    )]
    [InlineData(
        "{ A: { $ref: '#/components/schemas/B' }, B: { $ref: '#/components/schemas/A' } }",
        "leads round to itself and to nothing else",
        "circle"
    )]
    [InlineData("{ A: { $ref: 'other.yaml#/A' } }", "'other.yaml#/A' refers to another document", "bundler")]
    [InlineData("{ A: { $ref: 'https://example.org/a' } }", "'https://example.org/a' refers to another document", "bundler")]
    [InlineData("{ A: { $ref: '#A' } }", "'#A' is no JSON pointer", "anchors")]
    [InlineData("{ A: { $ref: 7 } }", "$ref is no text", "#/components/schemas/NAME")]
    [InlineData("{ A: { type: strin } }", "there is no type 'strin'", "string, number")]
    [InlineData("{ A: { items: { allOf: {} } } }", "'allOf' is no list", "list of schemas")]
    [InlineData("{ A: 7 }", "a schema is no object", "Write an object")]
    public void Broken_schema_is_refused_though_nothing_uses_it(string schemas, string what, string mend)
    {
        var error = Documents.Refused($"openapi: 3.0.0\n{Paths}\ncomponents:\n  schemas: {schemas}");

        Assert.Matches("^api.yaml:4:[0-9]+: ", error.Message);
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
        Assert.Contains(mend, error.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public void Document_beyond_the_bounds_is_refused()
    {
        var limits = new OpenApiLimits
        {
            MaxBytes = 2000,
            MaxDepth = 20,
            MaxValues = 100,
            MaxOperations = 3,
        };
        var operations = string.Concat(Enumerable.Range(0, 4).Select(i => $"  /p{i}: {{ get: {{}} }}\n"));
        var deep = new string('[', 30) + new string(']', 30);

        Assert.StartsWith("api.yaml:1:1: the document has 2001 bytes", Documents.Refused(new string(' ', 2001), limits: limits).Message);
        Assert.StartsWith("api.yaml:1:21: values nest deeper than 20", Documents.Refused(deep, limits: limits).Message);
        Assert.StartsWith("api.json:1:", Documents.Refused(deep, "api.json", limits).Message);
        Assert.Contains("nest deeper than 20", Documents.Refused(deep, "api.json", limits).Message);
        Assert.Contains(
            "more than 100 values",
            Documents.Refused($"a: [{string.Join(',', Enumerable.Range(0, 200))}]", limits: limits).Message
        );
        Assert.StartsWith("api.yaml:6:", Documents.Refused($"openapi: 3.0.0\npaths:\n{operations}", limits: limits).Message);
    }

    [Fact]
    public void Long_chain_of_schemas_takes_no_stack()
    {
        var schemas = string.Concat(
            Enumerable.Range(0, 20_000).Select(i => $"S{i}: {{ properties: {{ next: {{ $ref: '#/components/schemas/S{i + 1}' }} }} }}, ")
        );

        Assert.NotNull(Documents.Schema("{ $ref: '#/components/schemas/S0' }", $"{{ {schemas} S20000: {{}} }}"));
    }

    [Fact]
    public void Missing_file_is_told()
    {
        var error = Assert.Throws<FuzzException>(() => ServiceModels.Known.Make("openapi:/nowhere/api.yaml"));

        Assert.Equal(FuzzErrorKind.Missing, error.Kind);
        Assert.Equal("fhir", ServiceModels.Known.Make("fhir").Name.Split('-')[0]);
    }

    [Fact]
    public void Any_bytes_are_read_or_refused_with_their_place()
    {
        var whole = File.ReadAllBytes(PlantedThingsTests.Document);
        var random = new FuzzRandom(7);
        for (var i = 0; i < 5000; i++)
        {
            var bytes = new ByteMutator(random).Mutate(whole).Body;
            foreach (var file in (string[])["api.yaml", "api.json"])
            {
                try
                {
                    DocumentReader.Read(bytes, file, OpenApiLimits.Default);
                }
                catch (FuzzException error)
                {
                    Assert.Matches($"^{file}:[0-9]+:[0-9]+: ", error.Message);
                }
            }
        }
    }
}
