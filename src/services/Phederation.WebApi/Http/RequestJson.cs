using System.Text.Json;
using Phederation.Services.Hosting.Json;
using Phederation.Services.Hosting.Problems;
using Phederation.WebApi.Json;

namespace Phederation.WebApi.Http;

/// <summary>Reads the JSON of requests. What is wrong with it ends the request with 400 and the place.</summary>
internal static class RequestJson
{
    /// <summary>The largest content, in bytes: a definition with large concept sets.</summary>
    public const int Largest = 16 * 1024 * 1024;

    private static readonly JsonBounds Bounds = new(Largest, Depth: 128);

    /// <summary>Reads a request's content.</summary>
    /// <param name="request">The request.</param>
    /// <param name="read">Makes a value of it, which must not hold on to the document.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ProblemException">400, 413 or 415.</exception>
    public static async Task<T> ReadAsync<T>(HttpRequest request, Func<JsonCursor, T> read, CancellationToken cancellationToken)
    {
        using var document = await BoundedJson.ReadDocumentAsync(request, Bounds, cancellationToken);
        return Read(document.RootElement, read);
    }

    /// <summary>Makes a value of JSON.</summary>
    /// <exception cref="ProblemException">400.</exception>
    public static T Read<T>(JsonElement json, Func<JsonCursor, T> read)
    {
        try
        {
            return read(new JsonCursor(json));
        }
        catch (JsonFormatException exception)
        {
            throw new ProblemException(Problem.Of(400, exception.Message), exception);
        }
    }

    /// <summary>Numbers of concepts.</summary>
    public static int[] Identifiers(JsonCursor cursor) =>
        [.. cursor.Items(Vocabulary.VocabularyLimits.Identifiers).Select(item => item.AsInteger(int.MinValue, int.MaxValue)).Distinct()];

    /// <summary>Codes.</summary>
    public static string[] Codes(JsonCursor cursor) =>
        [.. cursor.Items(Vocabulary.VocabularyLimits.Identifiers).Select(item => item.AsText(255)).Distinct()];
}
