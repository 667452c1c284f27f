namespace Phederation.Fuzzing.Oracles.Fhir;

/// <summary>References that servers write in their own way.</summary>
internal static class FhirReferences
{
    /// <summary>Whether two texts at a path are the same reference: a server may write it whole, and puts what it found for one that is a search.</summary>
    public static bool AreSame(string path, string sent, string read) =>
        (path == "reference" || path.EndsWith(".reference", StringComparison.Ordinal))
        && (
            read.EndsWith("/" + sent, StringComparison.Ordinal)
            || sent.EndsWith("/" + read, StringComparison.Ordinal)
            || sent.Contains('?', StringComparison.Ordinal)
        );
}
