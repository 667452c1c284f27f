using System.Text.Json;
using Phederation.Fhir.Access;

namespace Phederation.Fhir.Interactions;

/// <summary>A request as FHIR sees it, whether it came alone or as an entry of a bundle.</summary>
internal sealed record FhirRequest
{
    /// <summary>GET, HEAD, POST, PUT, PATCH or DELETE.</summary>
    public required string Method { get; init; }

    /// <summary>The parts of the path behind the service's address, decoded.</summary>
    public required IReadOnlyList<string> Path { get; init; }

    /// <summary>The parameters of the query, and of the form of a POST to _search.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Parameters { get; init; }

    /// <summary>The service's own address, without a slash at its end.</summary>
    public required string BaseAddress { get; init; }

    /// <summary>What the caller may read and write.</summary>
    public required AccessScope Access { get; init; }

    /// <summary>If-Match.</summary>
    public string? IfMatch { get; init; }

    /// <summary>If-None-Match.</summary>
    public string? IfNoneMatch { get; init; }

    /// <summary>If-Modified-Since.</summary>
    public string? IfModifiedSince { get; init; }

    /// <summary>If-None-Exist: the criteria of a conditional create.</summary>
    public string? IfNoneExist { get; init; }

    /// <summary>What the client prefers.</summary>
    public Preference Prefer { get; init; } = Preference.None;

    /// <summary>The body's type, without its parameters, in lower case.</summary>
    public string? ContentType { get; init; }

    /// <summary>The body as it came.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The resource of a bundle's entry, which is read already.</summary>
    public JsonElement? Resource { get; init; }
}
