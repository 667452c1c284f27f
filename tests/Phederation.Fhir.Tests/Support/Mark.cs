namespace Phederation.Fhir.Tests.Support;

/// <summary>Makes the resources of one test its own, for the server is shared.</summary>
internal sealed class Mark
{
    /// <summary>A part of ids.</summary>
    public string Id { get; } = Guid.NewGuid().ToString("N")[..10];

    /// <summary>The parameter that finds only this test's resources.</summary>
    public string Query => $"_tag=urn:test|{Id}";

    /// <summary>The properties of a resource that carries the mark, after its type.</summary>
    public string Meta => $$""" "meta":{"tag":[{"system":"urn:test","code":"{{Id}}"}]} """;

    /// <summary>A patient.</summary>
    public string Patient(string id, string more = "") => $$"""{"resourceType":"Patient","id":"{{id}}-{{Id}}",{{Meta}}{{Comma(more)}}}""";

    /// <summary>An observation of a patient.</summary>
    public string Observation(string id, string patient, string more = "") =>
        $$"""
            {"resourceType":"Observation","id":"{{id}}-{{Id}}",{{Meta}},"status":"final","subject":{"reference":"Patient/{{patient}}-{{Id}}"},
            "code":{"coding":[{"system":"http://loinc.org","code":"8480-6","display":"Systolic blood pressure"}]}{{Comma(more)}}}
            """;

    private static string Comma(string more) => more.Length == 0 ? "" : "," + more;
}
