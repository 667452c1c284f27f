namespace Phederation.Fhir.Tests.Comparison;

internal static partial class Exchanges
{
    private static IEnumerable<Exchange> Searching()
    {
        string[] plain =
        [
            "Patient",
            "Patient?name=Janssens",
            "Patient?name=jan",
            "Patient?name=JAN",
            "Patient?name=marie",
            "Patient?name=louise",
            "Patient?name=nobody",
            "Patient?family=Jansen",
            "Patient?family:exact=Jansen",
            "Patient?family:exact=jansen",
            "Patient?family:contains=nss",
            "Patient?given=piet",
            "Patient?given=Piet,Marie",
            "Patient?name=jan&given=piet",
            "Patient?name=m%C3%BCller",
            "Patient?name=muller",
            "Patient?gender=male",
            "Patient?gender=female",
            "Patient?gender=male,female",
            "Patient?gender:not=male",
            "Patient?gender:missing=true",
            "Patient?gender:missing=false",
            "Patient?active=true",
            "Patient?active=false",
            "Patient?active:not=true",
            "Patient?deceased=true",
            "Patient?identifier=100",
            "Patient?identifier=urn:mrn%7C100",
            "Patient?identifier=urn:mrn%7C",
            "Patient?identifier=%7C100",
            "Patient?identifier=urn:mrn%7C100,urn:mrn%7C200",
            "Patient?identifier=urn:none%7C1",
            "Patient?birthdate=1961-03-14",
            "Patient?birthdate=eq1961-03-14",
            "Patient?birthdate=1961-03",
            "Patient?birthdate=1961",
            "Patient?birthdate=1990",
            "Patient?birthdate=gt1970",
            "Patient?birthdate=ge1975-12-01",
            "Patient?birthdate=lt1975-12-01",
            "Patient?birthdate=le1975-12-01",
            "Patient?birthdate=ne1961-03-14",
            "Patient?birthdate=gt1960&birthdate=lt1980",
            "Patient?birthdate:missing=true",
            "Patient?address-city=gent",
            "Patient?address-country=NL",
            "Patient?address-postalcode=9000",
            "Patient?address=gen",
            "Patient?telecom=marie@example.org",
            "Patient?email=marie@example.org",
            "Patient?phone=marie@example.org",
            "Patient?organization=Organization/{org}",
            "Patient?organization={org}",
            "Patient?general-practitioner=Practitioner/{dr}",
            "Patient?_id={p1}",
            "Patient?_id={p1},{p2}",
            "Patient?_id=nothing",
            "Patient?_lastUpdated=gt2020-01-01",
            "Patient?_lastUpdated=lt2020-01-01",
            "Observation?code=8480-6",
            "Observation?code=http://loinc.org%7C8480-6",
            "Observation?code=http://loinc.org%7C8480-6,http://loinc.org%7C29463-7",
            "Observation?code=http://snomed.info/sct%7C8480-6",
            "Observation?code:not=8480-6",
            "Observation?status=final",
            "Observation?status=final&code=8480-6",
            "Observation?subject=Patient/{p1}",
            "Observation?patient={p1}",
            "Observation?patient=Patient/{p1}",
            "Observation?patient=Patient/{p1}&code=8480-6",
            "Observation?patient=Patient/{p1},Patient/{p2}",
            "Observation?subject:Patient={p1}",
            "Observation?date=2020-03-01",
            "Observation?date=2020-03",
            "Observation?date=2020",
            "Observation?date=ge2020-03-01",
            "Observation?date=lt2020-02",
            "Observation?date=gt2021",
            "Observation?date=ge2020-01-01&date=le2020-01-31",
            "Observation?date=2021-03-01",
            "Observation?date=sa2021-06-30",
            "Observation?date=eb2020-03-01",
            "Observation?date:missing=true",
            "Observation?value-quantity=142.5",
            "Observation?value-quantity=gt120",
            "Observation?value-quantity=lt120%7Chttp://unitsofmeasure.org%7Cmm[Hg]",
            "Observation?value-quantity=71.2%7Chttp://unitsofmeasure.org%7Ckg",
            "Observation?value-quantity=71.2%7C%7Ckg",
            "Observation?value-quantity=ge71.2%7Chttp://unitsofmeasure.org%7Ckg",
            "Observation?value-concept=112144000",
            "Observation?value-string=above",
            "Observation?value-string=limit",
            "Observation?code-value-quantity=http://loinc.org%7C8480-6$gt130",
            "Condition?code=38341003",
            "Condition?clinical-status=active",
            "Condition?onset-date=2019-06-15",
            "Condition?onset-date=lt2016",
            "Condition?encounter=Encounter/{e1}",
            "Encounter?status=finished",
            "Encounter?class=AMB",
            "Encounter?date=2020-01-10",
            "Encounter?date=gt2020-01-10T09:00:00Z",
            "MedicationRequest?intent=order",
            "MedicationRequest?authoredon=2020-02",
            "MedicationRequest?requester=Practitioner/{dr}",
            "ValueSet?url=http://example.org/vs/a",
            "ValueSet?url=http://example.org/vs",
            "ValueSet?url:below=http://example.org/vs",
            "Organization?name=zieken",
            "Practitioner?name=peeters",
        ];
        return
        [
            .. plain.Select(path => Get($"search {path}", path)),
            .. Shaped(),
            new Exchange("search by POST", "POST", "Patient/_search") { Body = "name=jan", Type = "application/x-www-form-urlencoded" },
            new Exchange("search by POST with several", "POST", "Observation/_search")
            {
                Body = "code=8480-6&patient=Patient/{p1}",
                Type = "application/x-www-form-urlencoded",
            },
        ];
    }

    /// <summary>Searches that say how the answer is to look.</summary>
    private static IEnumerable<Exchange> Shaped()
    {
        string[] ordered =
        [
            "Patient?birthdate:missing=false&_sort=birthdate",
            "Patient?birthdate:missing=false&_sort=-birthdate",
            "Patient?family:missing=false&_sort=family",
            "Observation?code=8480-6&_sort=date",
            "Observation?code=8480-6&_sort=-date",
        ];
        string[] others =
        [
            "Patient?_count=0",
            "Patient?_summary=count",
            "Patient?gender=male&_total=accurate",
            "Patient?_id={p1}&_elements=gender",
            "Patient?_id={p1}&_elements=name,birthDate",
            "Patient?_id={p1}&_summary=true",
            "Patient?_id={p1}&_summary=data",
            "Patient?_id={p1}&_format=json",
            "Patient?unknown-parameter=1&_id={p1}",
        ];
        return
        [
            .. ordered.Select(path => Get($"search {path}", path) with { IsOrdered = true }),
            .. others.Select(path => Get($"search {path}", path)),
        ];
    }

    /// <summary>Searches that follow references.</summary>
    private static IEnumerable<Exchange> Linking()
    {
        string[] linked =
        [
            "Observation?patient.name=janssens",
            "Observation?patient.gender=male",
            "Observation?subject:Patient.name=jan",
            "Observation?subject:Patient.birthdate=lt1970",
            "Patient?organization.name=zieken",
            "Patient?general-practitioner:Practitioner.name=peeters",
            "Condition?patient.organization.name=zieken",
            "Patient?_has:Observation:patient:code=8480-6",
            "Patient?_has:Observation:patient:code=882-1",
            "Patient?_has:Condition:patient:code=38341003&gender=female",
            "Patient?_has:Observation:subject:code=nothing",
            "Observation?code=29463-7&_include=Observation:subject",
            "Observation?code=29463-7&_include=Observation:patient",
            "Condition?code=38341003&_include=Condition:encounter",
            "Patient?_id={p1}&_revinclude=Observation:subject",
            "Patient?_id={p1}&_revinclude=Condition:subject&_revinclude=Encounter:subject",
            "Patient?_id={p2}&_include=Patient:general-practitioner",
            "Observation?code=29463-7&_include=Observation:patient&_include:iterate=Patient:organization",
            "Patient/{p1}/$everything",
        ];
        return linked.Select(path => Get($"follow {path}", path));
    }
}
