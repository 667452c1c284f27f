using System.Text.Json;
using Phederation.Fhir.Json;

namespace Phederation.Fhir.Interactions;

/// <summary>The order in which the standard has the entries of a bundle carried out, whatever their order in it.</summary>
internal static class TransactionOrder
{
    /// <summary>The rank of an entry; lower comes first.</summary>
    public static int Of(JsonElement entry) => Of(entry.At("request")?.TextAt("method"));

    /// <summary>The rank of a method.</summary>
    public static int Of(string? method) =>
        method switch
        {
            "DELETE" => 0,
            "POST" => 1,
            "PUT" or "PATCH" => 2,
            _ => 3,
        };
}
