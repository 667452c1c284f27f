using Phederation.FhirModel;

namespace Phederation.Fuzzing.Generating.Fhir;

/// <summary>An element of a type, ready to be made.</summary>
/// <param name="Element">The element.</param>
/// <param name="Values">The types that it may have.</param>
internal sealed record ElementPlan(FhirElement Element, IReadOnlyList<ValuePlan> Values)
{
    /// <summary>Its name, without the mark of a choice.</summary>
    public string Name => Element.Name;

    /// <summary>Elements that are decided on apart, not like the others.</summary>
    public bool IsSpecial { get; } =
        Element.Name is "extension" or "modifierExtension" or "contained" or "implicitRules"
        || (Element.Name is "id" && Values[0].TypeName is "id" or "string")
        || Values[0].TypeName is "Meta" or "Narrative" && Element.Min == 0;
}
