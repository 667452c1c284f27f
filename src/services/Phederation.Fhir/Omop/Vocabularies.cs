namespace Phederation.Fhir.Omop;

/// <summary>The code systems of FHIR that the vocabularies of the data model are.</summary>
internal static class Vocabularies
{
    /// <summary>The system of concept ids themselves.</summary>
    public const string Concepts = "urn:phederation:omop:concept_id";

    /// <summary>The code system of a vocabulary; one without a name in FHIR is named by its own.</summary>
    public static string System(string vocabulary) =>
        vocabulary switch
        {
            "SNOMED" => "http://snomed.info/sct",
            "LOINC" => "http://loinc.org",
            "RxNorm" => "http://www.nlm.nih.gov/research/umls/rxnorm",
            "ICD10" => "http://hl7.org/fhir/sid/icd-10",
            "ICD10CM" => "http://hl7.org/fhir/sid/icd-10-cm",
            "ICD9CM" => "http://hl7.org/fhir/sid/icd-9-cm",
            "ATC" => "http://www.whocc.no/atc",
            "UCUM" => "http://unitsofmeasure.org",
            "NDC" => "http://hl7.org/fhir/sid/ndc",
            "CVX" => "http://hl7.org/fhir/sid/cvx",
            "ICDO3" => "http://terminology.hl7.org/CodeSystem/icd-o-3",
            _ => $"urn:phederation:omop:vocabulary:{Uri.EscapeDataString(vocabulary)}",
        };
}
