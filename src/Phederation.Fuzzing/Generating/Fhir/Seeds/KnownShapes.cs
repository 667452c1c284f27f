using System.Text;
using Phederation.Fuzzing.Exchanges;

namespace Phederation.Fuzzing.Generating.Fhir.Seeds;

/// <summary>Requests of the shapes that are known to have broken FHIR servers: each is answered with a 4xx, or carried out, by a server without fault.</summary>
public static class KnownShapes
{
    private const string Fhir = "application/fhir+json";
    private const string Patch = "application/json-patch+json";

    // Deeper than any resource is, and than the stacks of recursive readers hold.
    private const int Depth = 5000;

    // Made once: a campaign asks for the requests again and again, to send one of them.
    private static readonly byte[] DeepArrays = Encoding.UTF8.GetBytes(
        $$"""{"resourceType":"Patient","name":{{new string('[', Depth)}}{{new string(']', Depth)}}}"""
    );

    private static readonly byte[] DeepExtensions = Encoding.UTF8.GetBytes($$"""{"resourceType":"Patient",{{Extensions()}}}""");

    private static readonly byte[] DeepUnclosed = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("""{"a":""", Depth)));

    /// <summary>The requests.</summary>
    /// <param name="random">Chance, for the ids where none is known.</param>
    /// <param name="references">The resources that are there.</param>
    public static IReadOnlyList<SeedRequest> Make(FuzzRandom random, IReferenceSource? references = null)
    {
        var patient = $"/Patient/{references?.Find("Patient", random) ?? "seed"}";
        return
        [
            Get(
                "chain-bad-date",
                "/Observation?subject:Patient.birthdate=not-a-date",
                "a bad value behind a chain is read where nobody catches it"
            ),
            Get("chain-bad-quantity", "/DiagnosticReport?result.value-quantity=gt", "a prefix without a number behind a chain"),
            Get(
                "chain-bad-reference",
                "/Observation?subject:Patient.general-practitioner=%2F%2F",
                "a reference without type and id behind a chain"
            ),
            Get("page-without-count", "/Patient?_getpagesoffset=10", "an offset of a page whose size was not given"),
            Get(
                "page-of-nothing",
                "/Patient?_getpages=00000000-0000-0000-0000-000000000000&_getpagesoffset=-1",
                "a page of a search that never was"
            ),
            Get(
                "has-unknown-reference",
                "/Patient?_has:Observation:no-such:code=1",
                "a reverse chain through a parameter that isn't there"
            ),
            Get("has-unknown-type", "/Patient?_has:Nothing:subject:code=1", "a reverse chain from a type that isn't there"),
            Get("has-cut-short", "/Patient?_has:Observation:subject=1", "a reverse chain that lacks its parameter"),
            Get("quantity-three-parts", "/Observation?value-quantity=gt100%7Cs%7Ckg", "a quantity with prefix, system and code at once"),
            Get("quantity-four-parts", "/Observation?value-quantity=gt100%7Cs%7Ckg%7C", "a quantity with a part too many"),
            Post(
                "transaction-patch-by-query",
                "",
                Bundle("Patient?identifier=a%7Cb"),
                "a patch in a transaction whose address is a search"
            ),
            Post("transaction-patch-of-nothing", "", Bundle("Patient?_id=no-such"), "a patch in a transaction that finds nothing"),
            Send(
                "patch-with-a-resource",
                "PATCH",
                patient,
                Fhir,
                """{"resourceType":"Observation","status":"final","code":{"text":"x"}}"""u8.ToArray(),
                "a resource of another type in place of a patch"
            ),
            Send(
                "patch-to-another-type",
                "PATCH",
                patient,
                Patch,
                """[{"op":"replace","path":"/resourceType","value":"Observation"}]"""u8.ToArray(),
                "a patch that makes another type of the resource"
            ),
            Send(
                "patch-the-whole",
                "PATCH",
                patient,
                Patch,
                """[{"op":"replace","path":"","value":[]}]"""u8.ToArray(),
                "a patch that leaves no object"
            ),
            Send(
                "update-with-another-type",
                "PUT",
                patient,
                Fhir,
                """{"resourceType":"Group"}"""u8.ToArray(),
                "a body of another type than its address"
            ),
            Post("deep-arrays", "/Patient", DeepArrays, "arrays in arrays"),
            Post("deep-extensions", "/Patient", DeepExtensions, "extensions in extensions, which the structure allows"),
            Post("deep-unclosed", "/Patient", DeepUnclosed, "objects in objects that never end"),
        ];
    }

    private static SeedRequest Get(string name, string path, string why) => new(name, new FuzzRequest { Method = "GET", Path = path }, why);

    private static SeedRequest Post(string name, string path, string body, string why) =>
        Post(name, path, Encoding.UTF8.GetBytes(body), why);

    private static SeedRequest Post(string name, string path, byte[] body, string why) => Send(name, "POST", path, Fhir, body, why);

    private static SeedRequest Send(string name, string method, string path, string type, byte[] body, string why) =>
        new(
            name,
            new FuzzRequest
            {
                Method = method,
                Path = path,
                ContentType = type,
                Body = body,
            },
            why
        );

    private static string Bundle(string url)
    {
        var patch = Convert.ToBase64String("""[{"op":"add","path":"/active","value":true}]"""u8);
        return $$$"""
            {"resourceType":"Bundle","type":"transaction","entry":[{"resource":{"resourceType":"Binary","contentType":"{{{Patch}}}","data":"{{{patch}}}"},"request":{"method":"PATCH","url":"{{{url}}}"}}]}
            """;
    }

    private static string Extensions()
    {
        var text = new StringBuilder();
        for (var level = 0; level < Depth; level++)
        {
            text.Append("\"extension\":[{\"url\":\"http://example.org/e\",");
        }

        text.Append("\"valueBoolean\":true");
        for (var level = 0; level < Depth; level++)
        {
            text.Append("}]");
        }

        return text.ToString();
    }
}
