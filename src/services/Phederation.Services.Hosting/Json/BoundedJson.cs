using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using Phederation.Services.Hosting.Problems;

namespace Phederation.Services.Hosting.Json;

/// <summary>
/// Reads JSON from outside: bounded in size and depth, UTF-8 without mistakes, no name twice in one object, no text that a database can't store.
/// Whatever is wrong ends the request with a problem that says where.
/// </summary>
public static class BoundedJson
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads a request's content into a value.</summary>
    /// <param name="request">The request.</param>
    /// <param name="type">How the value is read (source generated).</param>
    /// <param name="bounds">How much is read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ProblemException">400, 413, 415 or 422, with the reason.</exception>
    public static async Task<T> ReadAsync<T>(
        HttpRequest request,
        JsonTypeInfo<T> type,
        JsonBounds bounds,
        CancellationToken cancellationToken
    )
    {
        using var document = await ReadDocumentAsync(request, bounds, cancellationToken);
        return Convert(document.RootElement, type);
    }

    /// <summary>Reads a request's content as a document.</summary>
    /// <param name="request">The request.</param>
    /// <param name="bounds">How much is read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ProblemException">400, 413 or 415, with the reason.</exception>
    public static async Task<JsonDocument> ReadDocumentAsync(HttpRequest request, JsonBounds bounds, CancellationToken cancellationToken)
    {
        RequireType(request, bounds);
        return Parse(await ReadBytesAsync(request, bounds.Bytes, cancellationToken), bounds);
    }

    /// <summary>Turns a part of a document into a value.</summary>
    /// <param name="element">The part.</param>
    /// <param name="type">How the value is read (source generated).</param>
    /// <exception cref="ProblemException">422, with the place.</exception>
    public static T Convert<T>(JsonElement element, JsonTypeInfo<T> type)
    {
        try
        {
            return element.Deserialize(type) ?? throw new ProblemException(422, "The content is null; a value is expected.");
        }
        catch (JsonException exception)
        {
            throw new ProblemException(Problem.Of(422, $"The content is not of the form that is expected{At(exception.Path)}."), exception);
        }
    }

    /// <summary>Parses text that came from outside, such as another server's answer.</summary>
    /// <param name="content">The text; the document refers to it.</param>
    /// <param name="bounds">How deep it may be.</param>
    /// <exception cref="ProblemException">400, with the reason and the place.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> content, JsonBounds bounds)
    {
        if (content.Span.StartsWith(ByteOrderMark))
        {
            content = content[ByteOrderMark.Length..];
        }

        if (content.IsEmpty)
        {
            throw new ProblemException(400, "The content is empty; JSON is expected.");
        }

        if (!Utf8.IsValid(content.Span))
        {
            throw new ProblemException(400, "The content is not UTF-8.");
        }

        RequireSoundText(content.Span, bounds.Depth);
        try
        {
            return JsonDocument.Parse(content, new JsonDocumentOptions { MaxDepth = bounds.Depth, AllowDuplicateProperties = false });
        }
        catch (JsonException exception)
        {
            throw new ProblemException(Problem.Of(400, $"The content names a property twice in one object{Line(exception)}."), exception);
        }
    }

    /// <summary>Reads a request's content, up to a size.</summary>
    /// <param name="request">The request.</param>
    /// <param name="most">The largest content, in bytes.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ProblemException">413: it is larger.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadBytesAsync(HttpRequest request, int most, CancellationToken cancellationToken)
    {
        if (request.ContentLength > most)
        {
            throw TooLarge(most);
        }

        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = most;
        }

        // What is announced is not believed: memory is taken as content comes.
        using var content = new MemoryStream((int)Math.Min(request.ContentLength ?? 4096, 64 * 1024));
        var buffer = new byte[16 * 1024];
        int count;
        while ((count = await request.Body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (content.Length + count > most)
            {
                throw TooLarge(most);
            }

            content.Write(buffer, 0, count);
        }

        return content.GetBuffer().AsMemory(0, (int)content.Length);
    }

    private static void RequireType(HttpRequest request, JsonBounds bounds)
    {
        var isJson =
            MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && (
                type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
                || (bounds.AcceptsSuffix && type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase))
            )
            && (!type.Charset.HasValue || type.Charset.Value.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase));
        if (!isJson)
        {
            throw new ProblemException(415, "Send JSON: Content-Type: application/json, in UTF-8.");
        }
    }

    // Half a surrogate pair is no text, and PostgreSQL stores no NUL: both can only come in as an escape.
    private static void RequireSoundText(ReadOnlySpan<byte> content, int depth)
    {
        var reader = new Utf8JsonReader(content, new JsonReaderOptions { MaxDepth = depth + 1 });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && reader.CurrentDepth >= depth)
                {
                    throw new ProblemException(400, $"The content is nested deeper than {depth} (near byte {reader.TokenStartIndex}).");
                }

                if (
                    reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName
                    && reader.ValueIsEscaped
                    && reader.GetString()!.Contains('\0')
                )
                {
                    throw new ProblemException(400, $"The content holds a NUL character (near byte {reader.TokenStartIndex}).");
                }
            }
        }
        catch (InvalidOperationException exception)
        {
            throw new ProblemException(
                Problem.Of(400, $"The content holds an escape that is no character (near byte {reader.TokenStartIndex})."),
                exception
            );
        }
        catch (JsonException exception)
        {
            throw new ProblemException(Problem.Of(400, $"The content is no JSON{Line(exception)}."), exception);
        }
    }

    private static ProblemException TooLarge(int most) => new(413, $"At most {most} bytes are accepted here.");

    private static string Line(JsonException exception) =>
        exception.LineNumber is { } line ? $" (line {line + 1}, byte {exception.BytePositionInLine + 1})" : "";

    private static string At(string? path) => path is { Length: > 0 and < 200 } ? $" at {path}" : "";
}
