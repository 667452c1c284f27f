using System.Text.Json.Nodes;

namespace Phederation.Fuzzing.Generating.Fhir.Bodies;

/// <summary>A call of an operation.</summary>
/// <param name="Path">The path below the server's address, such as /Patient/jane/$everything.</param>
/// <param name="Query">The part behind the question mark, where the inputs are simple and the call is a GET; null for a POST.</param>
/// <param name="Body">The Parameters, or the resource, of a POST; null for a GET.</param>
public sealed record OperationRequest(string Path, string? Query, JsonObject? Body);
