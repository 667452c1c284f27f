using System.Text.Json;

namespace Phederation.Fhir.Omop;

/// <summary>A table of the data model that is given as resources.</summary>
/// <param name="Number">The number that the rows' states name it by.</param>
/// <param name="Type">The resource type.</param>
/// <param name="Prefix">What the ids begin with.</param>
/// <param name="Tables">The tables that it depends on; its own comes first.</param>
/// <param name="Key">The key of its own table.</param>
/// <param name="Query">The rows behind an id ($1), in order, up to a number ($2); {0} is the schema.</param>
/// <param name="Write">Writes the properties of a row's resource, other than its type and id.</param>
internal sealed record CdmKind(
    int Number,
    string Type,
    string Prefix,
    IReadOnlyList<string> Tables,
    string Key,
    string Query,
    Action<Utf8JsonWriter, CdmRow> Write
);
