using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Phederation.Services.Hosting.Health;

/// <summary>The addresses that an engine or an orchestrator asks.</summary>
internal static class HealthEndpoints
{
    /// <summary>Live is whoever answers; ready is who can do its work.</summary>
    public static void Map(WebApplication application)
    {
        application
            .MapMethods(
                "/health/live",
                ["GET", "HEAD"],
                context => WriteAsync(context, new ReadinessResult(new Dictionary<string, string>()))
            )
            .DisableHttpMetrics();
        application
            .MapMethods(
                "/health/ready",
                ["GET", "HEAD"],
                async context =>
                    await WriteAsync(
                        context,
                        await context.RequestServices.GetRequiredService<Readiness>().GetAsync(context.RequestAborted)
                    )
            )
            .DisableHttpMetrics();
    }

    private static async Task WriteAsync(HttpContext context, ReadinessResult result)
    {
        var buffer = new ArrayBufferWriter<byte>(128);
        await using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("status", result.IsReady ? "ok" : "unavailable");
            if (!result.IsReady)
            {
                json.WriteStartObject("faults");
                foreach (var (name, fault) in result.Faults)
                {
                    json.WriteString(name, fault);
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        context.Response.StatusCode = result.IsReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = buffer.WrittenCount;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(buffer.WrittenMemory, context.RequestAborted);
        }
    }
}
