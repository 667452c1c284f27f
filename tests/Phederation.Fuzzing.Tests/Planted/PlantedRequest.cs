using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Phederation.Fuzzing.Tests.Planted;

/// <summary>A request at a planted service.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path below the base.</param>
/// <param name="Query">The query with its question mark; empty has none.</param>
/// <param name="Headers">The headers.</param>
/// <param name="Body">The body.</param>
/// <param name="Actor">Who asks; null is nobody.</param>
/// <param name="Base">The base address.</param>
internal sealed record PlantedRequest(
    string Method,
    string Path,
    string Query,
    IHeaderDictionary Headers,
    byte[] Body,
    string? Actor,
    string Base
)
{
    /// <summary>Whether it is a part of a bundle.</summary>
    public bool IsPart { get; init; }

    /// <summary>The parts of the path.</summary>
    public string[] Parts => Path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The body as JSON; null where it is none.</summary>
    public JsonObject? Json
    {
        get
        {
            try
            {
                return JsonNode.Parse(Body) as JsonObject;
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }
}
