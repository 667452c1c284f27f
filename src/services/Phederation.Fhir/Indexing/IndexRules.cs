using System.Security.Cryptography;
using Phederation.FhirModel;

namespace Phederation.Fhir.Indexing;

/// <summary>The name of the rules by which a resource's index is written.</summary>
internal static class IndexRules
{
    // Raised with each change of the code that makes other rows of the same resource.
    private const int Code = 1;

    /// <summary>A name that changes with the table of search parameters and with the code that reads it.</summary>
    public static string Name { get; } = $"{Code}-{Convert.ToHexStringLower(SHA256.HashData(FhirDefinitions.Open()))}";
}
