using System.Text.Json.Nodes;
using Phederation.Fuzzing.Models.OpenApi.Schemas;

namespace Phederation.Fuzzing.Models.OpenApi.Generating;

/// <summary>A place in a value that can be made faulty.</summary>
/// <param name="Schema">What it should be.</param>
/// <param name="Get">Reads it.</param>
/// <param name="Set">Puts another in its place.</param>
internal sealed record FaultySite(ApiSchema Schema, Func<JsonNode?> Get, Action<JsonNode?> Set);
