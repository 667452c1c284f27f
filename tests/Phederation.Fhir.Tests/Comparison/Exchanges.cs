namespace Phederation.Fhir.Tests.Comparison;

/// <summary>The requests of the comparison, in their order: later ones speak of what earlier ones created.</summary>
internal static partial class Exchanges
{
    public static IReadOnlyList<Exchange> All { get; } =
    [.. Creating(), .. Reading(), .. Searching(), .. Linking(), .. Changing(), .. Bundles(), .. Faults()];

    private static Exchange Get(string name, string path) => new(name, "GET", path);

    private static Exchange Send(string method, string name, string path, string body) => new(name, method, path) { Body = body };

    private static Exchange Create(string label, string type, string rest, string? name = null) =>
        Send("POST", name ?? $"create {label}", type, $$"""{"resourceType":"{{type}}"{{(rest.Length > 0 ? "," + rest : "")}}}""") with
        {
            Label = label,
        };

    private static IEnumerable<Exchange> Creating() =>
        [
            Create("org", "Organization", """ "name":"Ziekenhuis Oost","identifier":[{"system":"urn:org","value":"o-1"}],"active":true """),
            Create(
                "dr",
                "Practitioner",
                """ "name":[{"family":"Peeters","given":["An"]}],"identifier":[{"system":"urn:dr","value":"d-1"}] """
            ),
            Create(
                "p1",
                "Patient",
                """
                 "identifier":[{"system":"urn:mrn","value":"100"}],"active":true,"name":[{"use":"official","family":"Janssens","given":["Marie","Louise"]}],
                 "gender":"female","birthDate":"1961-03-14","telecom":[{"system":"phone","value":"+32 2 555"},{"system":"email","value":"marie@example.org"}],
                 "address":[{"city":"Gent","country":"BE","postalCode":"9000"}],"managingOrganization":{"reference":"Organization/{org}"}
                """
            ),
            Create(
                "p2",
                "Patient",
                """
                 "identifier":[{"system":"urn:mrn","value":"200"}],"active":false,"name":[{"family":"Jansen","given":["Piet"]}],"gender":"male","birthDate":"1975-12-01",
                 "address":[{"city":"Utrecht","country":"NL"}],"generalPractitioner":[{"reference":"Practitioner/{dr}"}]
                """
            ),
            Create(
                "p3",
                "Patient",
                """ "identifier":[{"system":"urn:other","value":"100"}],"name":[{"family":"Müller","given":["Jörg"]}],"gender":"male","birthDate":"1990","deceasedDateTime":"2021-05-05" """
            ),
            Create("p4", "Patient", """ "name":[{"text":"Unknown person"}] """),
            Create(
                "e1",
                "Encounter",
                """ "status":"finished","class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"AMB"},"subject":{"reference":"Patient/{p1}"},"period":{"start":"2020-01-10T08:00:00Z","end":"2020-01-10T09:30:00Z"} """
            ),
            Create(
                "c1",
                "Condition",
                """
                 "clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"active"}]},
                 "code":{"coding":[{"system":"http://snomed.info/sct","code":"38341003","display":"Hypertension"}],"text":"High blood pressure"},
                 "subject":{"reference":"Patient/{p1}"},"encounter":{"reference":"Encounter/{e1}"},"onsetDateTime":"2019-06"
                """
            ),
            Create(
                "c2",
                "Condition",
                """ "code":{"coding":[{"system":"http://snomed.info/sct","code":"44054006"}]},"subject":{"reference":"Patient/{p2}"},"onsetDateTime":"2015-02-03" """
            ),
            .. Observations(),
            Create(
                "m1",
                "MedicationRequest",
                """
                 "status":"active","intent":"order","medicationCodeableConcept":{"coding":[{"system":"http://www.nlm.nih.gov/research/umls/rxnorm","code":"617314"}]},
                 "subject":{"reference":"Patient/{p1}"},"requester":{"reference":"Practitioner/{dr}"},"authoredOn":"2020-02-01"
                """
            ),
            Create("vs", "ValueSet", """ "status":"active","url":"http://example.org/vs/a","name":"A" """),
            Create("empty id kept out", "Patient", """ "id":"my-own-id","active":true """),
        ];

    private static IEnumerable<Exchange> Observations()
    {
        (string Label, string Patient, string Code, string Other)[] all =
        [
            (
                "o1",
                "p1",
                "8480-6",
                """ "effectiveDateTime":"2020-01-10T08:10:00Z","valueQuantity":{"value":142.5,"unit":"mmHg","system":"http://unitsofmeasure.org","code":"mm[Hg]"} """
            ),
            (
                "o2",
                "p1",
                "8480-6",
                """ "effectiveDateTime":"2020-03-01T10:00:00+01:00","valueQuantity":{"value":128,"unit":"mmHg","system":"http://unitsofmeasure.org","code":"mm[Hg]"} """
            ),
            (
                "o3",
                "p1",
                "29463-7",
                """ "effectiveDateTime":"2020-03-01","valueQuantity":{"value":71.2,"unit":"kg","system":"http://unitsofmeasure.org","code":"kg"} """
            ),
            (
                "o4",
                "p2",
                "8480-6",
                """ "effectiveDateTime":"2021-07-15","valueQuantity":{"value":119,"unit":"mmHg","system":"http://unitsofmeasure.org","code":"mm[Hg]"} """
            ),
            (
                "o5",
                "p2",
                "882-1",
                """ "effectivePeriod":{"start":"2021-01-01","end":"2021-06-30"},"valueCodeableConcept":{"coding":[{"system":"http://snomed.info/sct","code":"112144000","display":"A"}]} """
            ),
            ("o6", "p3", "48642-3", """ "valueString":"above the limit","note":[{"text":"checked twice"}] """),
        ];
        return all.Select(one =>
            Create(
                one.Label,
                "Observation",
                $$$""" "status":"{{{(one.Label == "o4" ? "preliminary" : "final")}}}","code":{"coding":[{"system":"http://loinc.org","code":"{{{one.Code}}}"}]},"subject":{"reference":"Patient/{{{{one.Patient}}}}"},{{{one.Other}}} """
            )
        );
    }

    private static IEnumerable<Exchange> Reading()
    {
        string[] read =
        [
            "Organization/{org}",
            "Practitioner/{dr}",
            "Patient/{p1}",
            "Patient/{p2}",
            "Patient/{p3}",
            "Patient/{p4}",
            "Encounter/{e1}",
            "Condition/{c1}",
            "Observation/{o1}",
            "Observation/{o5}",
            "Observation/{o6}",
            "MedicationRequest/{m1}",
            "ValueSet/{vs}",
            "Patient/does-not-exist",
            "Patient/00000000-0000-4000-8000-000000000000",
            "Observation/{p1}",
            "Nothing/{p1}",
            "Patient/{p1}/_history",
            "Patient/00000000-0000-4000-8000-000000000000/_history",
            "Patient/{p1}/_history/00000000-0000-4000-8000-000000000000",
        ];
        return read.Select(path => Get($"read {path}", path));
    }
}
