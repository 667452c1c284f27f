using Phederation.FhirModel;

namespace Phederation.Fhir.Access;

/// <summary>
/// Reads the scopes of SMART: patient/Observation.read, user/*.write, system/*.*, and of its second version the full sets .rs, .cud and .cruds.
/// A scope that asks for less than these (.r alone) is not rounded up: it grants nothing.
/// </summary>
internal static class SmartScopes
{
    private const int MostScopes = 200;

    /// <summary>The grants of a scope claim; what is no scope of FHIR is left out.</summary>
    public static IReadOnlyList<Grant> Parse(IEnumerable<string> scopes) =>
        [.. scopes.SelectMany(text => text.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Take(MostScopes).Select(One).OfType<Grant>()];

    private static Grant? One(string scope)
    {
        var slash = scope.IndexOf('/');
        var dot = scope.LastIndexOf('.');
        if (slash < 1 || dot < slash + 2)
        {
            return null;
        }

        var type = scope[(slash + 1)..dot];
        var (read, write) = scope[(dot + 1)..] switch
        {
            "read" or "rs" => (true, false),
            "write" or "cud" => (false, true),
            "*" or "cruds" => (true, true),
            _ => (false, false),
        };
        bool? isPatient = scope[..slash] switch
        {
            "patient" => true,
            "user" or "system" => false,
            _ => null,
        };
        return isPatient is { } patient && (read || write) && (type == "*" || FhirDefinitions.R4.IsResource(type))
            ? new Grant(patient, type, read, write)
            : null;
    }
}
