namespace Phederation.Fuzzing.Generating.Fhir;

/// <summary>One type that an element may have.</summary>
/// <param name="Property">The property in JSON.</param>
/// <param name="TypeName">The type's name.</param>
/// <param name="IsPrimitive">Whether it is a value in JSON.</param>
/// <param name="Codes">The codes it is bound to; empty is any.</param>
/// <param name="Targets">What a reference may refer to; empty is anything.</param>
/// <param name="Make">Makes a value.</param>
internal sealed record ValuePlan(
    string Property,
    string TypeName,
    bool IsPrimitive,
    IReadOnlyList<(string System, string Code)> Codes,
    IReadOnlyList<string> Targets,
    Maker Make
)
{
    /// <summary>The plan of a type that has elements.</summary>
    public TypePlan? Type { get; set; }
}
