using System.Text.Json.Nodes;

namespace Phederation.Fuzzing.Generating.Fhir;

/// <summary>Makes a value of a type.</summary>
/// <param name="generator">Where chance, references and the rest of the budget are.</param>
/// <param name="plan">What is made.</param>
/// <param name="depth">How deep it will be.</param>
internal delegate JsonNode Maker(FhirGenerator generator, ValuePlan plan, int depth);
