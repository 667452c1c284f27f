using System.Text.Json;
using Phederation.Fhir.Json;
using Phederation.Fhir.Validation;

namespace Phederation.Fhir.Indexing;

/// <summary>What a reference refers to.</summary>
internal static class ReferenceTarget
{
    /// <summary>The type and id of a resource here, or "" and an address elsewhere; null for contained resources and for none.</summary>
    /// <param name="value">A Reference, or an address.</param>
    /// <param name="baseAddress">The service's own address, which references may be written with.</param>
    public static (string Type, string Id)? Of(JsonElement value, string? baseAddress)
    {
        var text = value.ValueKind == JsonValueKind.String ? value.GetString() : value.TextAt("reference");
        return text is { Length: > 0 } && text[0] != '#' ? Of(text, baseAddress) : null;
    }

    /// <summary>The same of the reference's text.</summary>
    public static (string Type, string Id) Of(string text, string? baseAddress)
    {
        if (baseAddress is not null && text.StartsWith(baseAddress, StringComparison.Ordinal) && text.Length > baseAddress.Length)
        {
            text = text[baseAddress.Length..].TrimStart('/');
        }

        return References.TryRelative(text, out var type, out var id) ? (type, id) : ("", text);
    }
}
