using Phederation.Fuzzing.Campaigns.Pool;
using Phederation.Fuzzing.Generating;
using Phederation.Fuzzing.Models;
using Phederation.Fuzzing.Models.OpenApi;
using Phederation.Fuzzing.Models.OpenApi.Resources;
using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Tests.Models.OpenApi;

public sealed class ApiKindsTests
{
    private const string Nested = """
        openapi: 3.0.3
        info: { title: Nested, version: "1" }
        paths:
          /users:
            post: { operationId: make, responses: { "201": { content: { application/json: { schema: { properties: { userId: { type: string } } } } } } } }
          /users/{user}:
            get: { responses: { "200": {} } }
          /users/{user}/posts:
            post: { responses: { "201": {} } }
          /users/{user}/posts/{post}:
            get: { responses: { "200": {} } }
            delete: { responses: { "204": {} } }
          /books:
            get: { responses: { "200": { content: { application/json: { schema: { properties: { items: { type: array, items: { properties: { isbn: { type: string } } } } } } } } } } }
          /books/{isbn}:
            get: { responses: { "200": {} } }
          /orders:
            post:
              responses:
                "201":
                  links:
                    status: { operationId: status, parameters: { path.number: "$response.body#/order/number" } }
          /status/{number}:
            get: { operationId: status, responses: { "200": {} } }
        """;

    [Fact]
    public void Maker_is_found_by_path_by_list_and_by_link()
    {
        var operations = Documents.Read(Nested).Operations;
        var kinds = ApiKinds.Of(operations);
        ApiKind? Of(string name, string parameter) => kinds.Of(operations.Single(operation => operation.Name == name), parameter);

        Assert.Equal(
            ("POST /users", "json:userId"),
            (Of("GET /users/{user}", "user")?.Create?.Name, Of("GET /users/{user}", "user")?.Capture)
        );
        Assert.Equal("location:id", Of("GET /users/{user}/posts/{post}", "post")?.Capture);
        Assert.Equal("/users", Of("GET /users/{user}/posts/{post}", "user")?.Name);
        Assert.Equal((null, "json:items.0.isbn"), (Of("GET /books/{isbn}", "isbn")?.Create, Of("GET /books/{isbn}", "isbn")?.ListCapture));
        Assert.Equal("json:order.number", Of("GET /status/{number}", "number")?.Capture);
    }

    [Fact]
    public void What_an_operation_needs_is_made_before_it()
    {
        var model = OpenApiServiceModel.Of(Documents.Read(Nested), "nested");
        var context = new ComposeContext(new ResourcePool(), [], []);

        var scenario = model.Compose(
            model.Operations.Single(one => one.Name == "GET /users/{user}/posts/{post}"),
            5,
            context,
            new FuzzRandom(3)
        )!;
        var requests = scenario.Steps.OfType<RequestStep>().Select(step => $"{step.Request.Method} {step.Request.Path}");

        Assert.Equal(["POST /users", "POST /users/{{.0.id}}/posts", "GET /users/{{.0.id}}/posts/{{.1.id}}"], requests.Take(3));
    }

    [Fact]
    public void Link_to_nothing_is_refused() =>
        Assert.StartsWith(
            "api.yaml:22:36: there is no operation 'stat'",
            Documents
                .Refused(Nested.Replace("operationId: status, parameters", "operationId: stat, parameters", StringComparison.Ordinal))
                .Message
        );

    [Fact]
    public void Same_seed_makes_the_same_scenarios()
    {
        var model = OpenApiServiceModel.Of(Documents.Read(Nested), "nested");
        var context = new ComposeContext(new ResourcePool(), ["a"], []);
        List<string> Make() =>
            [
                .. model.Operations.SelectMany(operation =>
                    Enumerable.Range(0, 20).Select(i => Told(model.Compose(operation, i, context, new FuzzRandom((ulong)i))!))
                ),
            ];

        Assert.Equal(Make(), Make());
    }

    private static string Told(Scenario scenario) =>
        string.Join(
            '|',
            scenario
                .Steps.OfType<RequestStep>()
                .Select(step =>
                    $"{step.Request.Method} {step.Request.Path} {step.Intent} {Convert.ToHexString((step.Request.Body ?? default).Span)}"
                )
                .Prepend(scenario.Kind)
        );
}
