using System.Text;
using Phederation.Fuzzing.Models.OpenApi;
using Phederation.Fuzzing.Models.OpenApi.Documents;
using Phederation.Fuzzing.Models.OpenApi.Schemas;

namespace Phederation.Fuzzing.Tests.Models.OpenApi;

/// <summary>Documents of the tests.</summary>
internal static class Documents
{
    /// <summary>Reads a document.</summary>
    public static ApiDocument Read(string text, string file = "api.yaml", OpenApiLimits? limits = null) =>
        DocumentReader.Read(Encoding.UTF8.GetBytes(text), file, limits ?? OpenApiLimits.Default);

    /// <summary>The error of a document that is malformed: the message, and what can be done.</summary>
    public static FuzzException Refused(string text, string file = "api.yaml", OpenApiLimits? limits = null) =>
        Assert.Throws<FuzzException>(() => Read(text, file, limits));

    /// <summary>The schema of a body, of a schema's YAML or JSON on one line.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="components">Other schemas, by name.</param>
    /// <param name="version">The version of OpenAPI.</param>
    public static ApiSchema Schema(string schema, string components = "{}", string version = "3.1.0") =>
        Read(
            $$"""
            openapi: {{version}}
            paths:
              /x:
                post:
                  requestBody: { content: { application/json: { schema: {{schema}} } } }
                  responses: { "200": {} }
            components: { schemas: {{components}} }
            """
        )
            .Operations[0]
            .Body!.Media[0]
            .Schema!;
}
