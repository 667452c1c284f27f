namespace Phederation.Fuzzing.Generating.Fhir.Rules;

/// <summary>The rules of people, organizations, and what is billed.</summary>
internal static class AdministrativeRules
{
    public static readonly Dictionary<string, Rule> All = new()
    {
        // sev-1.
        ["AuditEvent.entity"] = shape => shape.AtMostOne("name", "query"),
        // ppc-1.
        ["Consent"] = shape => shape.AtLeastOne("policy", "policyRule"),
        // ces-1.
        ["CoverageEligibilityResponse.insurance.item"] = shape => shape.ExactlyOne("category", "productOrService"),
        // grp-1.
        ["Group"] = shape =>
        {
            if (shape.Has("member"))
            {
                shape.Set("actual", true);
            }
        },
        // ipn-1.
        ["InsurancePlan"] = shape => shape.AtLeastOne("identifier", "name"),
        // org-1, org-2, org-3.
        ["Organization"] = shape =>
        {
            shape.AtLeastOne("identifier", "name");
            foreach (var place in shape.Each("telecom").Concat(shape.Each("address")))
            {
                if (Shape.TextOf(place, "use") == "home")
                {
                    place["use"] = "work";
                }
            }
        },
        // pat-1.
        ["Patient.contact"] = shape => shape.AtLeastOne("name", "telecom", "address", "organization"),
    };
}
