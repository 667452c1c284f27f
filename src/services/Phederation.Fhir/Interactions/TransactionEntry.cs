using System.Text.Json;
using Phederation.Fhir.Storage;

namespace Phederation.Fhir.Interactions;

/// <summary>An entry of a transaction, on its way from what was sent to what came of it.</summary>
internal sealed class TransactionEntry(int index, FhirRequest request, string? fullUrl)
{
    /// <summary>Its place in the bundle.</summary>
    public int Index => index;

    /// <summary>What it asks.</summary>
    public FhirRequest Request { get; set; } = request;

    /// <summary>The name by which other entries refer to its resource.</summary>
    public string? FullUrl => fullUrl;

    /// <summary>The resource's type; empty where it is no change.</summary>
    public string Type { get; set; } = "";

    /// <summary>The resource's id, given or made; null for a deletion that matches nothing.</summary>
    public string? Id { get; set; }

    /// <summary>What a conditional create found, which is the answer then.</summary>
    public StoredVersion? Found { get; set; }

    /// <summary>The resource, with its references made real.</summary>
    public JsonElement? Resource { get; set; }

    /// <summary>The answer.</summary>
    public FhirResponse? Answer { get; set; }

    /// <summary>Whether the entry changes something.</summary>
    public bool IsChange => Request.Method is "POST" or "PUT" or "PATCH" or "DELETE" && Type.Length > 0;
}
