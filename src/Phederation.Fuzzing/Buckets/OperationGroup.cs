using Phederation.FhirModel;

namespace Phederation.Fuzzing.Buckets;

/// <summary>What operations have in common that differ in what they were tried with only.</summary>
internal static class OperationGroup
{
    /// <summary>
    /// The operation without the FHIR type at its end: a server has one way of reading, not one for each of 146 types, and a fault in it is one fault. Other
    /// operations are groups of their own.
    /// </summary>
    public static string Of(string operation)
    {
        var at = operation.LastIndexOf(' ');
        return at > 0 && FhirDefinitions.R4.IsResource(operation[(at + 1)..]) ? operation[..at] : operation;
    }
}
