using System.Text.Json;
using Phederation.WebApi.Cohorts.Checks;
using Phederation.WebApi.Cohorts.Expressions;
using Phederation.WebApi.Json;

namespace Phederation.WebApi.Tests.Cohorts;

public sealed class ExpressionReaderTests
{
    [Fact]
    public void What_is_left_out_has_the_meaning_that_Circe_gives_it()
    {
        var expression = Read(
            """
            { "PrimaryCriteria": { "CriteriaList": [ { "DrugEra": { "Unknown": 5, "First": null } } ] },
              "InclusionRules": [ { "name": "r", "expression": { "CriteriaList": [ { "Criteria": { "VisitDetail": {} },
                "EndWindow": { "Start": { "Days": "3", "Coeff": 1 }, "End": {} }, "Occurrence": { "IsDistinct": true } } ] } } ],
              "CensorWindow": { "StartDate": "", "EndDate": null } }
            """
        );
        Assert.Equal(ResultLimit.First, expression.ExpressionLimit);
        Assert.False(expression.Primary!.Criteria[0].First);
        Assert.Equal(new Period(null, null), expression.CensorWindow);
        var group = expression.InclusionRules[0].Expression!;
        Assert.Equal(GroupType.All, group.Type);
        var correlated = group.Criteria[0];
        Assert.Equal(new TimeWindow(new(null, -1), new(null, 1), false, false), correlated.StartWindow);
        Assert.Equal(new TimeWindow(new(3, 1), new(null, 1), false, true), correlated.EndWindow);
        Assert.Equal(new Occurrence(OccurrenceType.Exactly, 0, "DOMAIN_CONCEPT"), correlated.Occurrence);
    }

    [Theory]
    [InlineData("""{ "EndStrategy": { "Forever": {} } }""", "$.EndStrategy")]
    [InlineData("""{ "CollapseSettings": { "CollapseType": "NONE" } }""", "$.CollapseSettings.CollapseType")]
    [InlineData("""{ "ConceptSets": [ { "id": 1 }, { "id": 1 } ] }""", "$.ConceptSets[1].id")]
    [InlineData("""{ "AdditionalCriteria": { "Type": "AT_LEAST" } }""", "$.AdditionalCriteria")]
    [InlineData("""{ "QualifiedLimit": { "Type": "Some" } }""", "$.QualifiedLimit.Type")]
    [InlineData("""{ "CensorWindow": { "StartDate": "yesterday" } }""", "$.CensorWindow.StartDate")]
    public void What_is_wrong_is_told_with_its_place(string json, string place) =>
        Assert.Equal(place, Assert.Throws<JsonFormatException>(() => Read(json)).Path);

    [Fact]
    public void Groups_can_not_be_nested_without_end()
    {
        var json = "";
        for (var depth = 0; depth < ExpressionLimits.GroupDepth + 2; depth++)
        {
            json = $$"""{ "Type": "ALL", "Groups": [ {{json}} ] }""";
        }

        Assert.Contains("nested", Assert.Throws<JsonFormatException>(() => Read($$"""{ "AdditionalCriteria": {{json}} }""")).Problem);
    }

    [Fact]
    public void Checks_find_what_is_missing_contradictory_and_probably_not_meant()
    {
        var messages = DesignChecks
            .Of(
                Read(
                    """
                    { "ConceptSets": [
                        { "id": 0, "name": "A", "expression": { "items": [ { "concept": { "CONCEPT_ID": 1, "DOMAIN_ID": "Drug" } } ] } },
                        { "id": 1, "name": "B", "expression": { "items": [ { "concept": { "CONCEPT_ID": 1 } } ] } } ],
                      "PrimaryCriteria": { "CriteriaList": [ { "DrugExposure": { "CodesetId": 0, "Age": { "Op": "bt", "Value": 60, "Extent": 40 } } },
                        { "ConditionOccurrence": {} } ], "PrimaryCriteriaLimit": { "Type": "First" } },
                      "ExpressionLimit": { "Type": "All" },
                      "InclusionRules": [ { "name": "R", "expression": { "Type": "AT_LEAST", "Count": 3, "CriteriaList": [
                        { "Criteria": { "Measurement": { "CodesetId": 9 } }, "Occurrence": { "Type": 2, "Count": 0 } },
                        { "Criteria": { "Measurement": { "CodesetId": 9 } }, "Occurrence": { "Type": 2, "Count": 0 } } ] } } ],
                      "EndStrategy": { "DateOffset": { "Offset": 0 } } }
                    """
                )
            )
            .Warnings.Select(warning => warning.Message)
            .ToList();
        foreach (
            var part in new[]
            {
                "hold the same concepts",
                "\"B\" is not used",
                "starts after it ends",
                "ConditionOccurrence of initial event has no concept set",
                "wants at least 3 of 2",
                "\"At least 0\" Measurement",
                "concept set 9 is used",
                "0 days after the start",
                "has no effect",
                "probably the same",
                "does not depend on how long",
            }
        )
        {
            Assert.Contains(messages, message => message.Contains(part, StringComparison.Ordinal));
        }
    }

    private static CohortExpression Read(string json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 128 });
        return ExpressionReader.Read(document.RootElement);
    }
}
