namespace Phederation.Fhir.Tests.Comparison;

internal static partial class Exchanges
{
    private const string JsonPatch = "application/json-patch+json";

    private static IEnumerable<Exchange> Changing() =>
        [
            Send(
                "PUT",
                "update",
                "Patient/{p4}",
                """{"resourceType":"Patient","id":"{p4}","name":[{"family":"Known"}],"gender":"other"}"""
            ),
            Get("read after update", "Patient/{p4}"),
            Get("history after update", "Patient/{p4}/_history"),
            Get("search for the new name", "Patient?family=Known"),
            Get("search for the old name", "Patient?name=Unknown"),
            Send("PUT", "update with another id", "Patient/{p4}", """{"resourceType":"Patient","id":"{p1}","gender":"other"}"""),
            Send("PUT", "update of another type", "Patient/{p4}", """{"resourceType":"Practitioner","id":"{p4}"}"""),
            Send("PUT", "update without an id", "Patient/{p4}", """{"resourceType":"Patient","gender":"other"}"""),
            Patch("patch", """[{"op":"replace","path":"/gender","value":"unknown"}]"""),
            Patch("patch that adds", """[{"op":"add","path":"/active","value":true}]"""),
            Patch("patch that tests", """[{"op":"test","path":"/gender","value":"unknown"},{"op":"remove","path":"/active"}]"""),
            Patch("patch whose test fails", """[{"op":"test","path":"/gender","value":"male"},{"op":"remove","path":"/gender"}]"""),
            Patch("patch that removes what is not there", """[{"op":"remove","path":"/nothing"}]"""),
            Patch("patch that breaks a rule", """[{"op":"replace","path":"/gender","value":"nonsense"}]"""),
            Patch("patch with an unknown operation", """[{"op":"bogus","path":"/gender"}]"""),
            Patch("patch that is no list", """{"op":"remove","path":"/gender"}"""),
            Get("read after patches", "Patient/{p4}"),
            Send(
                "POST",
                "create unless there",
                "Patient",
                """{"resourceType":"Patient","identifier":[{"system":"urn:mrn","value":"100"}]}"""
            ) with
            {
                Headers = [("If-None-Exist", "identifier=urn:mrn|100")],
            },
            Send(
                "POST",
                "create unless there, new",
                "Patient",
                """{"resourceType":"Patient","identifier":[{"system":"urn:mrn","value":"300"}]}"""
            ) with
            {
                Headers = [("If-None-Exist", "identifier=urn:mrn|300")],
                Label = "p5",
            },
            Send(
                "PUT",
                "update where it fits",
                "Patient?identifier=urn:mrn%7C300",
                """{"resourceType":"Patient","identifier":[{"system":"urn:mrn","value":"300"}],"gender":"male"}"""
            ),
            Get("read after update where it fits", "Patient/{p5}"),
            Send(
                "PUT",
                "update where none fits",
                "Patient?identifier=urn:mrn%7C400",
                """{"resourceType":"Patient","identifier":[{"system":"urn:mrn","value":"400"}]}"""
            ) with
            {
                Label = "p6",
            },
            Send("PUT", "update where several fit", "Patient?gender=male", """{"resourceType":"Patient","gender":"female"}"""),
            new Exchange("delete", "DELETE", "Patient/{p6}"),
            Get("read what was deleted", "Patient/{p6}"),
            Get("search what was deleted", "Patient?identifier=urn:mrn%7C400"),
            Get("history of what was deleted", "Patient/{p6}/_history"),
            new Exchange("delete again", "DELETE", "Patient/{p6}"),
            new Exchange("delete what never was", "DELETE", "Patient/00000000-0000-4000-8000-000000000000"),
            Send(
                "PUT",
                "bring back",
                "Patient/{p6}",
                """{"resourceType":"Patient","id":"{p6}","identifier":[{"system":"urn:mrn","value":"400"}]}"""
            ),
            Get("read what was brought back", "Patient/{p6}"),
            new Exchange("delete where it fits", "DELETE", "Patient?identifier=urn:mrn%7C400"),
            Get("read what was deleted where it fits", "Patient/{p6}"),
            Send(
                "PUT",
                "update with a matching version",
                "Patient/{p5}",
                """{"resourceType":"Patient","id":"{p5}","gender":"female"}"""
            ) with
            {
                Headers = [("If-Match", "W/\"nonsense\"")],
            },
        ];

    private static Exchange Patch(string name, string body) => Send("PATCH", name, "Patient/{p4}", body) with { Type = JsonPatch };

    private static IEnumerable<Exchange> Bundles() =>
        [
            Bundle(
                "batch",
                "batch",
                """{"request":{"method":"GET","url":"Patient/{p1}"}},{"request":{"method":"GET","url":"Patient?gender=female"}},{"request":{"method":"GET","url":"Patient/none"}}"""
            ),
            Bundle(
                "transaction with references",
                "transaction",
                """
                {"fullUrl":"urn:uuid:1b7a2f6e-0000-4000-8000-000000000001","resource":{"resourceType":"Patient","name":[{"family":"Bundled"}]},"request":{"method":"POST","url":"Patient"}},
                {"resource":{"resourceType":"Observation","status":"final","code":{"text":"x"},"subject":{"reference":"urn:uuid:1b7a2f6e-0000-4000-8000-000000000001"}},"request":{"method":"POST","url":"Observation"}}
                """
            ),
            Get("search what the transaction created", "Observation?subject:Patient.name=bundled&_elements=status"),
            Bundle(
                "transaction that fails as a whole",
                "transaction",
                """
                {"resource":{"resourceType":"Patient","name":[{"family":"Half"}]},"request":{"method":"POST","url":"Patient"}},
                {"resource":{"resourceType":"Patient","gender":"nonsense"},"request":{"method":"POST","url":"Patient"}}
                """
            ),
            Get("nothing of it is there", "Patient?family=Half"),
            Bundle(
                "batch with a fault",
                "batch",
                """{"resource":{"resourceType":"Patient","gender":"nonsense"},"request":{"method":"POST","url":"Patient"}},{"request":{"method":"GET","url":"Patient/{p1}"}}"""
            ),
            Bundle("batch without a method", "batch", """{"request":{"url":"Patient/{p1}"}}"""),
            Bundle("transaction of nothing", "transaction", ""),
            Send("POST", "bundle of an unknown type", "", """{"resourceType":"Bundle","type":"nonsense","entry":[]}"""),
            Send("POST", "bundle that is none", "", """{"resourceType":"Patient"}"""),
        ];

    private static Exchange Bundle(string name, string type, string entries) =>
        Send("POST", name, "", $$"""{"resourceType":"Bundle","type":"{{type}}","entry":[{{entries}}]}""") with
        {
            IsOrdered = true,
        };

    private static IEnumerable<Exchange> Faults() =>
        [
            Send("POST", "no JSON", "Patient", "{"),
            Send("POST", "no object", "Patient", "[]"),
            Send(
                "POST",
                "another type than the address",
                "Patient",
                """{"resourceType":"Observation","status":"final","code":{"text":"x"}}"""
            ),
            Send("POST", "without a type", "Patient", """{"active":true}"""),
            Send("POST", "an unknown element", "Patient", """{"resourceType":"Patient","nonsense":1}"""),
            Send("POST", "a string for a boolean", "Patient", """{"resourceType":"Patient","active":"yes"}"""),
            Send("POST", "one for a list", "Patient", """{"resourceType":"Patient","name":{"family":"x"}}"""),
            Send("POST", "a list for one", "Patient", """{"resourceType":"Patient","gender":["male"]}"""),
            Send("POST", "an unknown code", "Patient", """{"resourceType":"Patient","gender":"nonsense"}"""),
            Send("POST", "no date", "Patient", """{"resourceType":"Patient","birthDate":"14-03-1961"}"""),
            Send("POST", "a day that is not", "Patient", """{"resourceType":"Patient","birthDate":"2021-02-30"}"""),
            Send("POST", "a required element is missing", "Observation", """{"resourceType":"Observation","status":"final"}"""),
            Send(
                "POST",
                "two of a choice",
                "Observation",
                """{"resourceType":"Observation","status":"final","code":{"text":"x"},"valueString":"a","valueInteger":1}"""
            ),
            Send("POST", "a number for a text", "Patient", """{"resourceType":"Patient","name":[{"family":5}]}"""),
            Send("POST", "an empty text", "Patient", """{"resourceType":"Patient","name":[{"family":""}]}"""),
            Send("POST", "an empty list", "Patient", """{"resourceType":"Patient","name":[]}"""),
            Send("POST", "an empty object", "Patient", """{"resourceType":"Patient","name":[{}]}"""),
            Send("POST", "null", "Patient", """{"resourceType":"Patient","gender":null}"""),
            Send("POST", "an extension without address", "Patient", """{"resourceType":"Patient","extension":[{"valueString":"x"}]}"""),
            Send(
                "POST",
                "a reference to another kind",
                "Observation",
                """{"resourceType":"Observation","status":"final","code":{"text":"x"},"subject":{"reference":"Observation/{o1}"}}"""
            ),
            Get("a date that is none", "Patient?birthdate=nonsense"),
            Get("a number that is none", "Observation?value-quantity=gt"),
            Get("a modifier that is none", "Patient?name:nonsense=x"),
            Get("a count that is none", "Patient?_count=x"),
            Get("a chain that is none", "Observation?patient.nonsense=x"),
            Get("a reverse chain that is none", "Patient?_has:Nothing=x"),
            Get("an include that is none", "Patient?_include=nonsense"),
            Get("a sort that is none", "Patient?_sort=nonsense"),
            Get("an operation that is none", "Patient/$nonsense"),
            Send("POST", "validate what is right", "Patient/$validate", """{"resourceType":"Patient","active":true}"""),
            Send("POST", "validate what is wrong", "Patient/$validate", """{"resourceType":"Patient","active":"yes"}"""),
            Get("capabilities", "metadata?_elements=fhirVersion"),
        ];
}
