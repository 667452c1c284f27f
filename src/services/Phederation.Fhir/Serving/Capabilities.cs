using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using Phederation.Fhir.Json;
using Phederation.Fhir.Patching;
using Phederation.FhirModel;

namespace Phederation.Fhir.Serving;

/// <summary>The CapabilityStatement, made from the same tables that requests are carried out by.</summary>
internal sealed class Capabilities(FhirSettings settings)
{
    private const int MostAddresses = 16;
    private static readonly string[] TypeInteractions =
    [
        "read",
        "vread",
        "update",
        "patch",
        "delete",
        "history-instance",
        "history-type",
        "create",
        "search-type",
    ];
    private static readonly string[] SystemInteractions = ["transaction", "batch", "search-system", "history-system"];

    private readonly ConcurrentDictionary<string, byte[]> _made = new();

    /// <summary>The statement for the address that a client uses.</summary>
    public byte[] Of(string address)
    {
        if (_made.TryGetValue(address, out var made))
        {
            return made;
        }

        made = Make(address);
        // Addresses come from outside: only so many are kept.
        return _made.Count < MostAddresses ? _made.GetOrAdd(address, made) : made;
    }

    private byte[] Make(string address)
    {
        var buffer = new ArrayBufferWriter<byte>(512 * 1024);
        using (var writer = new Utf8JsonWriter(buffer, FhirJson.Writing))
        {
            writer.WriteStartObject();
            writer.WriteString("resourceType", "CapabilityStatement");
            writer.WriteString("status", "active");
            writer.WriteString("date", "2026-11-26");
            writer.WriteString("publisher", "PHederation");
            writer.WriteString("kind", "instance");
            writer.WriteStartObject("software");
            writer.WriteString("name", "PHederation FHIR server");
            writer.WriteString("version", typeof(Capabilities).Assembly.GetName().Version?.ToString(3) ?? "1.0.0");
            writer.WriteEndObject();
            writer.WriteStartObject("implementation");
            writer.WriteString("description", "The FHIR server of a site of the PHederation network");
            writer.WriteString("url", address);
            writer.WriteEndObject();
            writer.WriteString("fhirVersion", "4.0.1");
            Texts(writer, "format", ["application/fhir+json", "json"]);
            Texts(writer, "patchFormat", [JsonPatch.ContentType]);
            writer.WriteStartArray("rest");
            Rest(writer);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private void Rest(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("mode", "server");
        Security(writer);
        writer.WriteStartArray("resource");
        var referring = Referring();
        foreach (var type in FhirDefinitions.R4.Resources)
        {
            Resource(writer, type, referring.GetValueOrDefault(type) ?? []);
        }

        writer.WriteEndArray();
        Codes(writer, "interaction", SystemInteractions);
        writer.WriteStartArray("searchParam");
        foreach (var (name, kind) in Common())
        {
            Parameter(writer, name, $"http://hl7.org/fhir/SearchParameter/Resource-{name.TrimStart('_')}", kind);
        }

        writer.WriteEndArray();
        Texts(writer, "compartment", ["http://hl7.org/fhir/CompartmentDefinition/patient"]);
        writer.WriteEndObject();
    }

    private void Security(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("security");
        if (settings.IsOpen)
        {
            writer.WriteString("description", "Open: everybody who reaches the service may do everything.");
        }
        else
        {
            writer.WriteStartArray("service");
            writer.WriteStartObject();
            writer.WriteStartArray("coding");
            writer.WriteStartObject();
            writer.WriteString("system", "http://terminology.hl7.org/CodeSystem/restful-security-service");
            writer.WriteString("code", "SMART-on-FHIR");
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteString("text", "Bearer tokens with scopes of SMART: user/*.read, patient/Observation.write");
            writer.WriteEndObject();
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void Resource(Utf8JsonWriter writer, string type, IReadOnlyList<string> referring)
    {
        writer.WriteStartObject();
        writer.WriteString("type", type);
        writer.WriteString("profile", $"http://hl7.org/fhir/StructureDefinition/{type}");
        Codes(writer, "interaction", TypeInteractions);
        writer.WriteString("versioning", "versioned-update");
        writer.WriteBoolean("readHistory", true);
        writer.WriteBoolean("updateCreate", true);
        writer.WriteBoolean("conditionalCreate", true);
        writer.WriteString("conditionalRead", "full-support");
        writer.WriteBoolean("conditionalUpdate", true);
        writer.WriteString("conditionalDelete", "single");
        Texts(writer, "referencePolicy", ["literal", "logical", "local"]);
        var parameters = FhirDefinitions.R4.Parameters(type).Values.OrderBy(one => one.Code, StringComparer.Ordinal).ToList();
        var references = parameters.Where(one => one.Kind == SearchKind.Reference).Select(one => $"{type}:{one.Code}").ToList();
        if (references.Count > 0)
        {
            Texts(writer, "searchInclude", [$"{type}:*", .. references]);
        }

        if (referring.Count > 0)
        {
            Texts(writer, "searchRevInclude", referring);
        }

        writer.WriteStartArray("searchParam");
        Parameter(writer, "_id", "http://hl7.org/fhir/SearchParameter/Resource-id", "token");
        Parameter(writer, "_lastUpdated", "http://hl7.org/fhir/SearchParameter/Resource-lastUpdated", "date");
        foreach (var parameter in parameters)
        {
            Parameter(
                writer,
                parameter.Code,
                $"http://hl7.org/fhir/SearchParameter/{parameter.Id}",
                parameter.Kind.ToString().ToLowerInvariant()
            );
        }

        writer.WriteEndArray();
        writer.WriteStartArray("operation");
        Operation(writer, "validate", "http://hl7.org/fhir/OperationDefinition/Resource-validate");
        if (type == "Patient")
        {
            Operation(writer, "everything", "http://hl7.org/fhir/OperationDefinition/Patient-everything");
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>The references by the types that they may refer to.</summary>
    private static Dictionary<string, List<string>> Referring()
    {
        var referring = new Dictionary<string, List<string>>();
        foreach (var type in FhirDefinitions.R4.Resources)
        {
            foreach (var parameter in FhirDefinitions.R4.Parameters(type).Values.OrderBy(one => one.Code, StringComparer.Ordinal))
            {
                foreach (var target in parameter is { Kind: SearchKind.Reference, Targets: { } targets } ? targets : [])
                {
                    (referring.TryGetValue(target, out var list) ? list : referring[target] = []).Add($"{type}:{parameter.Code}");
                }
            }
        }

        return referring;
    }

    private static IEnumerable<(string Name, string Kind)> Common() =>
        [("_id", "token"), ("_lastUpdated", "date"), ("_profile", "uri"), ("_security", "token"), ("_source", "uri"), ("_tag", "token")];

    private static void Parameter(Utf8JsonWriter writer, string name, string definition, string kind)
    {
        writer.WriteStartObject();
        writer.WriteString("name", name);
        writer.WriteString("definition", definition);
        writer.WriteString("type", kind);
        writer.WriteEndObject();
    }

    private static void Operation(Utf8JsonWriter writer, string name, string definition)
    {
        writer.WriteStartObject();
        writer.WriteString("name", name);
        writer.WriteString("definition", definition);
        writer.WriteEndObject();
    }

    private static void Codes(Utf8JsonWriter writer, string name, IEnumerable<string> codes)
    {
        writer.WriteStartArray(name);
        foreach (var code in codes)
        {
            writer.WriteStartObject();
            writer.WriteString("code", code);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Texts(Utf8JsonWriter writer, string name, IEnumerable<string> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }
}
