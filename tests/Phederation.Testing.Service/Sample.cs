using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Phederation.Services.Hosting;
using Phederation.Services.Hosting.Json;
using Phederation.Services.Hosting.Pages;
using Phederation.Services.Hosting.Settings;

namespace Phederation.Testing.Service;

/// <summary>Endpoints that do what a service may do, right and wrong.</summary>
internal static class Sample
{
    public static async Task<WebApplication> CreateAsync(CancellationToken cancellationToken)
    {
        var settings = ServiceSettings.FromEnvironment();
        var builder = ServiceHost.CreateBuilder(
            new ServiceOptions
            {
                Name = "sample-service",
                Title = "Sample",
                PathBase = "/sample",
                LargestContent = 64 * 1024,
            },
            settings
        );
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, SampleJson.Default));
        if (settings.Flag("SAMPLE_DATABASE", otherwise: false))
        {
            await builder.Services.AddDatabaseAsync(settings.Database(), "sample-service", cancellationToken);
        }

        var application = builder.Build();
        application.UseServiceDefaults();
        Map(application);
        return application;
    }

    private static void Map(WebApplication application)
    {
        application.MapEmbeddedFiles("/assets", typeof(Sample).Assembly, "assets/");
        application.MapGet("/people/{id:int}", (int id) => TypedResults.Ok(new Person("person " + id, id)));
        application.MapPost("/people", EchoAsync);
        application.MapPost("/content", CountAsync);
        application.MapGet("/fail", (string? name) => Fail(name));
        application.MapGet("/page", Page);
        application.MapGet(
            "/slow/{milliseconds:int}",
            async (int milliseconds, HttpContext context) =>
            {
                await Task.Delay(milliseconds, context.RequestAborted);
                return TypedResults.Text("done");
            }
        );
        application.MapGet("/sql", async (string text, HttpContext context) => await QueryAsync(text, context));
    }

    // A method with its result's type, not a lambda: the generator of the endpoints doesn't see what the generator of the JSON code makes.
    private static async Task<Ok<Person>> EchoAsync(HttpRequest request, CancellationToken cancellationToken) =>
        TypedResults.Ok(await BoundedJson.ReadAsync(request, SampleJson.Default.Person, new JsonBounds(4096, 8), cancellationToken));

    private static async Task<IResult> CountAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var content = await BoundedJson.ReadBytesAsync(request, 64 * 1024, cancellationToken);
        return TypedResults.Text($"{content.Length}");
    }

    private static IResult Fail(string? name) => throw new InvalidOperationException($"the secret of {name}");

    private static IResult Page(HttpContext context)
    {
        SecurityHeaders.AllowOwnParts(context.Response);
        return TypedResults.Text("<!DOCTYPE html><title>Sample</title>", "text/html; charset=utf-8");
    }

    private static async Task<IResult> QueryAsync(string text, HttpContext context)
    {
        var source = context.RequestServices.GetRequiredService<NpgsqlDataSource>();
        await using var command = source.CreateCommand(text);
        return TypedResults.Text($"{await command.ExecuteScalarAsync(context.RequestAborted)}");
    }
}
