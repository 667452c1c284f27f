using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Phederation.Fhir.Access;
using Phederation.Fhir.Interactions;
using Phederation.Fhir.Outcomes;

namespace Phederation.Fhir.Serving;

/// <summary>Between HTTP and FHIR: reads requests, writes answers.</summary>
internal sealed class FhirEndpoint(FhirServer server, Capabilities capabilities, IAccessReader access, FhirSettings settings)
{
    private const int LargestForm = 64 * 1024;
    private static readonly JsonWriterOptions Pretty = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Answers a request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        FhirResponse response;
        var isPretty = false;
        try
        {
            var parameters = QueryText.Parse(context.Request.QueryString.Value ?? "");
            Negotiation.DemandJson(context.Request, parameters.LastOrDefault(one => one.Key == "_format").Value);
            isPretty = parameters.Any(one => one is { Key: "_pretty", Value: "true" });
            response = await AnswerAsync(context, parameters);
        }
        catch (FhirException exception)
        {
            response = FhirResponse.Outcome(exception.Status, exception.Issues) with { Allow = exception.Allow };
        }

        await WriteAsync(context, response, isPretty);
    }

    private async Task<FhirResponse> AnswerAsync(HttpContext context, List<KeyValuePair<string, string>> parameters)
    {
        var request = context.Request;
        var path = Path(request);
        var address = settings.Address ?? $"{request.Scheme}://{request.Host}{request.PathBase}";
        if (path is ["metadata"] || (path.Count == 0 && HttpMethods.IsOptions(request.Method)))
        {
            return HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || path.Count == 0
                ? new FhirResponse { Status = 200, Body = capabilities.Of(address) }
                : throw new FhirException(405, "not-supported", "The capabilities are read only.") { Allow = "GET, HEAD" };
        }

        var scope = await access.ReadAsync(context);
        var contentType = Negotiation.ContentType(request);
        ReadOnlyMemory<byte> body = default;
        if (HttpMethods.IsPost(request.Method) && path.Count > 0 && path[^1] == "_search")
        {
            parameters.AddRange(await FormAsync(request, contentType, context.RequestAborted));
        }
        else if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
        {
            body = await BodyReader.ReadAsync(request, settings.LargestBody, context.RequestAborted);
        }

        return await server.AnswerAsync(
            new FhirRequest
            {
                Method = request.Method,
                Path = path,
                Parameters = parameters,
                BaseAddress = address,
                Access = scope,
                IfMatch = Header(request, "If-Match"),
                IfNoneMatch = Header(request, "If-None-Match"),
                IfModifiedSince = Header(request, "If-Modified-Since"),
                IfNoneExist = Header(request, "If-None-Exist"),
                Prefer = Preference.Parse(Header(request, "Prefer")),
                ContentType = contentType,
                Body = body,
            },
            context.RequestAborted
        );
    }

    private static IReadOnlyList<string> Path(HttpRequest request)
    {
        var path = request.Path.Value!.Trim('/');
        var parts = path.Length == 0 ? [] : path.Split('/');
        return parts.Any(part => part.Any(char.IsControl))
            ? throw FhirException.BadRequest("The address holds characters that no text may.", "value")
            : parts;
    }

    private static async Task<List<KeyValuePair<string, string>>> FormAsync(
        HttpRequest request,
        string? contentType,
        CancellationToken cancellationToken
    )
    {
        var bytes = await BodyReader.ReadAsync(request, LargestForm, cancellationToken);
        if (bytes.IsEmpty)
        {
            return [];
        }

        if (contentType != "application/x-www-form-urlencoded")
        {
            throw new FhirException(415, "not-supported", "The parameters of a search are sent as application/x-www-form-urlencoded.");
        }

        return System.Text.Unicode.Utf8.IsValid(bytes.Span)
            ? QueryText.Parse(Encoding.UTF8.GetString(bytes.Span))
            : throw FhirException.BadRequest("The form is not valid UTF-8.", "structure");
    }

    private static string? Header(HttpRequest request, string name) =>
        request.Headers.TryGetValue(name, out var value) && value.ToString() is { Length: > 0 } text ? text : null;

    private static async Task WriteAsync(HttpContext context, FhirResponse answer, bool isPretty)
    {
        var response = context.Response;
        response.StatusCode = answer.Status;
        if (answer.ETag is { } tag)
        {
            response.Headers.ETag = tag;
        }

        if (answer.LastModified is { } modified)
        {
            response.Headers.LastModified = modified.ToString("r", CultureInfo.InvariantCulture);
        }

        if (answer.Location is { } location)
        {
            response.Headers.Location = location;
        }

        if (answer.Allow is { } allow)
        {
            response.Headers.Allow = allow;
        }

        if (answer.Status == 401)
        {
            response.Headers.WWWAuthenticate = "Bearer realm=\"fhir\"";
        }

        // Health records: nobody in between keeps them.
        response.Headers.CacheControl = "no-store";
        if (answer.Body is not { } body)
        {
            return;
        }

        body = isPretty ? Indent(body) : body;
        response.ContentType = Negotiation.FhirJson;
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(body, context.RequestAborted);
        }
    }

    private static byte[] Indent(byte[] body)
    {
        using var stream = new MemoryStream(body.Length * 2);
        using (var writer = new Utf8JsonWriter(stream, Pretty))
        {
            JsonElement.Parse(body).WriteTo(writer);
        }

        return stream.ToArray();
    }
}
