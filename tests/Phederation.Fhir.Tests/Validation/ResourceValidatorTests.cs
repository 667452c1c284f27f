using System.Text;
using Phederation.Fhir.Json;
using Phederation.Fhir.Validation;

namespace Phederation.Fhir.Tests.Validation;

public sealed class ResourceValidatorTests
{
    private static List<string> Issues(string resource) =>
        [
            .. ResourceValidator
                .Validate(FhirJson.Parse(Encoding.UTF8.GetBytes(resource)))
                .Select(issue => $"{issue.Code} {issue.Expression}"),
        ];

    private static List<string> Patient(string more) => Issues($$"""{"resourceType":"Patient",{{more}}}""");

    [Theory]
    [InlineData(""" "foo":1 """, "structure Patient")]
    [InlineData(""" "gender":"unheard" """, "code-invalid Patient.gender")]
    [InlineData(""" "gender":5 """, "value Patient.gender")]
    [InlineData(""" "birthDate":"1970-02-30" """, "value Patient.birthDate")]
    [InlineData(""" "birthDate":"1970-2-3" """, "value Patient.birthDate")]
    [InlineData(""" "birthDate":"1970-02-03T10:00:00Z" """, "value Patient.birthDate")]
    [InlineData(""" "deceasedDateTime":"1970-02-03T10:00:00" """, "value Patient.deceasedDateTime")]
    [InlineData(""" "active":"true" """, "value Patient.active")]
    [InlineData(""" "multipleBirthInteger":1.0 """, "value Patient.multipleBirthInteger")]
    [InlineData(""" "multipleBirthInteger":99999999999 """, "value Patient.multipleBirthInteger")]
    [InlineData(""" "multipleBirthInteger":1,"multipleBirthBoolean":true """, "structure Patient")]
    [InlineData(""" "name":{"family":"x"} """, "structure Patient.name")]
    [InlineData(""" "name":[] """, "structure Patient.name")]
    [InlineData(""" "name":[{}] """, "invariant Patient.name[0]")]
    [InlineData(""" "name":null """, "structure Patient.name")]
    [InlineData(""" "name":[{"family":""}] """, "value Patient.name[0].family")]
    [InlineData(""" "name":[{"family":["x"]}] """, "structure Patient.name[0].family")]
    [InlineData(""" "name":[{"given":["a",null]}] """, "structure Patient.name[0].given[1]")]
    [InlineData(""" "_name":[{"id":"x"}] """, "structure Patient")]
    [InlineData(""" "_birthDate":{"foo":1} """, "structure Patient._birthDate")]
    [InlineData(""" "link":[{"type":"seealso"}] """, "required Patient.link[0]")]
    [InlineData(""" "extension":[{"valueString":"x"}] """, "required Patient.extension[0]")]
    [InlineData(""" "extension":[{"url":"x"}] """, "invariant Patient.extension[0]")]
    [InlineData(""" "generalPractitioner":[{"reference":"Patient/1"}] """, "value Patient.generalPractitioner[0]")]
    [InlineData(
        """ "generalPractitioner":[{"reference":"Practitioner/1","type":"Organization"}] """,
        "invariant Patient.generalPractitioner[0]"
    )]
    [InlineData(""" "generalPractitioner":[{"reference":"not a reference"}] """, "value Patient.generalPractitioner[0]")]
    [InlineData(""" "generalPractitioner":[{"reference":"Practitioner?name=x"}] """, "value Patient.generalPractitioner[0]")]
    [InlineData(""" "generalPractitioner":[{"reference":"#there"}] """, "invariant Patient.generalPractitioner[0]")]
    [InlineData(""" "contained":[{"resourceType":"Organization","name":"x"}] """, "invariant Patient.contained[0]")]
    [InlineData(""" "contained":[{"resourceType":"Organization","id":"x","name":5}] """, "value Patient.contained[0].name")]
    [InlineData(""" "photo":[{"contentType":"a/b","data":"?"}] """, "value Patient.photo[0].data")]
    [InlineData(""" "text":{"status":"generated","div":"<div><script>1</script></div>"} """, "value Patient.text.div")]
    [InlineData(""" "text":{"status":"generated","div":"<div><img src=\"x\" onerror=\"y\"/></div>"} """, "value Patient.text.div")]
    [InlineData(""" "text":{"status":"generated","div":"<div><a href=\"java&#115;cript:x\">y</a></div>"} """, "value Patient.text.div")]
    [InlineData(""" "text":{"status":"generated","div":"<div><b>x</div>"} """, "value Patient.text.div")]
    [InlineData(""" "telecom":[{"value":"1"}] """, "invariant Patient.telecom[0]")]
    [InlineData(""" "id":"a/b" """, "value Patient.id")]
    [InlineData(""" "meta":{"profile":"x"} """, "structure Patient.meta.profile")]
    public void Faults_are_found_where_they_are(string more, string expected) => Assert.Contains(expected, Patient(more));

    [Theory]
    [InlineData(""" "birthDate":"1970" """)]
    [InlineData(""" "birthDate":"1970-02","_birthDate":{"id":"x"} """)]
    [InlineData(
        """ "_birthDate":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"unknown"}]} """
    )]
    [InlineData(""" "name":[{"given":["a",null],"_given":[null,{"extension":[{"url":"http://x","valueString":"y"}]}]}] """)]
    [InlineData(""" "contained":[{"resourceType":"Organization","id":"o","name":"x"}],"managingOrganization":{"reference":"#o"} """)]
    [InlineData(
        """ "generalPractitioner":[{"reference":"https://elsewhere.org/Practitioner/1"},{"reference":"urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0"}] """
    )]
    [InlineData(
        """ "text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\">a <b>b</b><br/><!-- c --><img src='data:image/png;base64,x' alt='>'/></div>"} """
    )]
    [InlineData(""" "extension":[{"url":"http://x","extension":[{"url":"y","valueDecimal":1.00}]}] """)]
    [InlineData(""" "maritalStatus":{"text":"married"} """)]
    public void What_the_standard_allows_is_allowed(string more) => Assert.Empty(Patient(more));

    [Fact]
    public void Rules_of_resources_are_held()
    {
        Assert.Contains("required Observation", Issues("""{"resourceType":"Observation","status":"final"}"""));
        Assert.Contains(
            "invariant Observation",
            Issues(
                """{"resourceType":"Observation","status":"final","code":{"text":"x"},"valueString":"y","dataAbsentReason":{"text":"z"}}"""
            )
        );
        Assert.Contains(
            "invariant Observation.effectivePeriod",
            Issues(
                """{"resourceType":"Observation","status":"final","code":{"text":"x"},"effectivePeriod":{"start":"2021","end":"2020"}}"""
            )
        );
        Assert.Contains(
            "code-invalid Condition.clinicalStatus",
            Issues(
                """{"resourceType":"Condition","subject":{"display":"x"},"clinicalStatus":{"coding":[{"system":"http://x","code":"active"}]}}"""
            )
        );
    }

    [Fact]
    public void Resources_in_resources_are_validated_where_they_are()
    {
        Assert.Equal(
            ["value Bundle.entry[0].resource.active"],
            Issues("""{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Patient","active":"x"}}]}""")
        );
        Assert.Equal(
            ["structure Parameters.parameter[0]"],
            Issues("""{"resourceType":"Parameters","parameter":[{"name":"a","resource":{"resourceType":"Nothing"}}]}""")
        );
    }
}
