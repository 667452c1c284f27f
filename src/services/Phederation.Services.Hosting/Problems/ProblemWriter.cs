using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Phederation.Services.Hosting.Problems;

/// <summary>Problems as application/problem+json.</summary>
public sealed class ProblemWriter : IProblemWriter
{
    /// <inheritdoc />
    public async Task WriteAsync(HttpContext context, Problem problem)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        await using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type", problem.Code is { } code ? $"urn:phederation:problem:{code}" : "about:blank");
            json.WriteString("title", problem.Title);
            json.WriteNumber("status", problem.Status);
            if (problem.Detail is { } detail)
            {
                json.WriteString("detail", detail);
            }

            json.WriteString("requestId", context.TraceIdentifier);
            json.WriteEndObject();
        }

        context.Response.ContentType = "application/problem+json";
        context.Response.ContentLength = buffer.WrittenCount;
        await context.Response.Body.WriteAsync(buffer.WrittenMemory, context.RequestAborted);
    }
}
