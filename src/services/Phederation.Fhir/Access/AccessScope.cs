using Phederation.Fhir.Outcomes;
using Phederation.Fhir.Storage;

namespace Phederation.Fhir.Access;

/// <summary>
/// What a caller may read and write. A grant for user/* reaches every resource of its type; a grant for patient/* reaches what is in the
/// compartment of the token's patient, in every form of reading and searching.
/// </summary>
internal sealed class AccessScope
{
    private readonly IReadOnlyList<Grant> _grants;

    public AccessScope(IReadOnlyList<Grant> grants, string? patient) => (_grants, Patient) = (grants, patient);

    /// <summary>Everything, for a service that is open to its own machine.</summary>
    public static AccessScope Everything { get; } = new([new Grant(false, "*", true, true)], null);

    /// <summary>The patient that the token was made for.</summary>
    public string? Patient { get; }

    /// <summary>How far a type can be reached.</summary>
    public Reach Of(string type, bool write)
    {
        var reach = Reach.None;
        foreach (var grant in _grants)
        {
            if ((grant.Type == "*" || grant.Type == type) && (write ? grant.Write : grant.Read))
            {
                if (!grant.IsPatient)
                {
                    return Reach.All;
                }

                reach = Patient is null ? reach : Reach.Compartment;
            }
        }

        return reach;
    }

    /// <summary>Refuses a type of which nothing can be reached.</summary>
    /// <exception cref="FhirException">403.</exception>
    public Reach Demand(string type, bool write)
    {
        var reach = Of(type, write);
        return reach != Reach.None
            ? reach
            : throw new FhirException(403, "forbidden", $"The token's scopes don't allow to {(write ? "write" : "read")} {type}.");
    }

    /// <summary>Whether one version of a resource can be reached.</summary>
    public bool Allows(StoredVersion version, bool write) => Allows(version.Type, version.Patients, write);

    /// <summary>Whether a resource of a type in the compartments of these patients can be reached.</summary>
    public bool Allows(string type, IReadOnlyList<string> patients, bool write) =>
        Of(type, write) switch
        {
            Reach.All => true,
            Reach.Compartment => patients.Contains(Patient!),
            _ => false,
        };
}
