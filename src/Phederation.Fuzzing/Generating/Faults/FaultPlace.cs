using System.Text.Json.Nodes;
using Phederation.FhirModel;

namespace Phederation.Fuzzing.Generating.Faults;

/// <summary>An object in a resource, or the resource itself.</summary>
/// <param name="Object">The object.</param>
/// <param name="Type">Its type.</param>
/// <param name="Path">Its path.</param>
internal sealed record FaultPlace(JsonObject Object, FhirType Type, string Path)
{
    /// <summary>Whether an element is there, whatever type was chosen for it.</summary>
    public bool Has(FhirElement element) => element.Properties.Any(name => Object.ContainsKey(name) || Object.ContainsKey("_" + name));
}
