using System.Text.Json.Nodes;
using Phederation.Fuzzing.Generating.Fhir.Values;

namespace Phederation.Fuzzing.Generating.Fhir.Rules;

/// <summary>The rules of Bundle (bdl-1 to bdl-12): what its entries have follows from its type.</summary>
internal static class BundleRule
{
    public static void Settle(Shape shape)
    {
        var type = shape.Text("type");
        if (type is not ("searchset" or "history"))
        {
            shape.Drop("total");
        }

        if (type is "document")
        {
            shape.Set("identifier", ReferenceValues.Identifier(shape.Random));
            shape.Set("timestamp", Dates.Instant(shape.Random));
            First(shape, "Composition");
        }
        else if (type is "message")
        {
            First(shape, "MessageHeader");
        }

        foreach (var entry in shape.Each("entry"))
        {
            Entry(shape, entry, type);
        }
    }

    private static void First(Shape shape, string type)
    {
        shape.Need("entry");
        ((JsonArray)shape.Json["entry"]!)[0] = new JsonObject { ["resource"] = shape.Generator.Inner(type, null, 2) };
    }

    private static void Entry(Shape shape, JsonObject entry, string? type)
    {
        if (type != "searchset")
        {
            entry.Remove("search");
        }

        entry["resource"] ??= shape.Generator.Inner("Patient", null, 2);
        if (type is "batch" or "transaction" or "history")
        {
            entry["request"] = new JsonObject { ["method"] = "POST", ["url"] = (string)entry["resource"]!["resourceType"]! };
        }
        else
        {
            entry.Remove("request");
        }

        if (type is "batch-response" or "transaction-response" or "history")
        {
            entry["response"] = new JsonObject { ["status"] = "200 OK" };
        }
        else
        {
            entry.Remove("response");
        }

        entry["fullUrl"] = PrimitiveValues.Uuid(shape.Random);
    }
}
