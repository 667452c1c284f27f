using System.Text.Json.Nodes;

namespace Phederation.WebApi.Tests.Cohorts;

/// <summary>Definitions made up by chance, as JSON.</summary>
internal sealed class RandomDesign(Random random)
{
    private static readonly string[] Kinds =
    [
        "ConditionOccurrence",
        "DrugExposure",
        "Measurement",
        "Observation",
        "ProcedureOccurrence",
        "VisitOccurrence",
        "DrugEra",
        "Death",
        "ObservationPeriod",
    ];

    private static readonly string[] Operators = ["lt", "lte", "eq", "!eq", "gt", "gte", "bt", "!bt"];

    public JsonObject Expression()
    {
        var expression = new JsonObject
        {
            ["ConceptSets"] = Many(3, 3, index => ConceptSet(index)),
            ["PrimaryCriteria"] = new JsonObject
            {
                ["CriteriaList"] = Many(1, 3, _ => Criteria(depth: 0)),
                ["ObservationWindow"] = new JsonObject
                {
                    ["PriorDays"] = Chance(3) ? random.Next(40) : 0,
                    ["PostDays"] = Chance(4) ? random.Next(20) : 0,
                },
                ["PrimaryCriteriaLimit"] = Limit(),
            },
            ["QualifiedLimit"] = Limit(),
            ["ExpressionLimit"] = Limit(),
            ["InclusionRules"] = Many(0, 3, index => new JsonObject { ["name"] = $"Rule {index}", ["expression"] = Group(depth: 0) }),
            ["CensoringCriteria"] = Many(0, Chance(4) ? 1 : 0, _ => Criteria(depth: 1)),
            ["CollapseSettings"] = new JsonObject { ["CollapseType"] = "ERA", ["EraPad"] = Chance(3) ? random.Next(20) : 0 },
        };
        if (Chance(4))
        {
            expression["AdditionalCriteria"] = Group(depth: 0);
        }

        if (Chance(3))
        {
            expression["EndStrategy"] = new JsonObject
            {
                ["DateOffset"] = new JsonObject { ["DateField"] = Chance(2) ? "StartDate" : "EndDate", ["Offset"] = random.Next(40) - 3 },
            };
        }
        else if (Chance(3))
        {
            var era = new JsonObject
            {
                ["DrugCodesetId"] = random.Next(3),
                ["GapDays"] = random.Next(30),
                ["Offset"] = random.Next(5),
            };
            if (Chance(3))
            {
                era["DaysSupplyOverride"] = random.Next(20);
            }

            expression["EndStrategy"] = new JsonObject { ["CustomEra"] = era };
        }

        if (Chance(5))
        {
            expression["CensorWindow"] = new JsonObject
            {
                ["StartDate"] = Chance(2) ? "2010-02-01" : null,
                ["EndDate"] = Chance(2) ? "2010-04-15" : null,
            };
        }

        return expression;
    }

    private JsonObject ConceptSet(int id) =>
        new()
        {
            ["id"] = id,
            ["name"] = $"Set {id}",
            ["expression"] = new JsonObject
            {
                ["items"] = Many(
                    1,
                    3,
                    index => new JsonObject
                    {
                        ["concept"] = new JsonObject { ["CONCEPT_ID"] = 1 + random.Next(6) },
                        ["isExcluded"] = index > 0 && Chance(3),
                        ["includeDescendants"] = Chance(2),
                        ["includeMapped"] = Chance(4),
                    }
                ),
            },
        };

    private JsonObject Criteria(int depth)
    {
        var kind = Kinds[random.Next(Kinds.Length)];
        var body = new JsonObject();
        if (kind != "ObservationPeriod" && Chance(2))
        {
            body["CodesetId"] = random.Next(3);
        }

        if (kind is "ConditionOccurrence" or "DrugExposure" or "Measurement" && Chance(6))
        {
            body[
                kind == "DrugExposure" ? "DrugSourceConcept"
                : kind == "Measurement" ? "MeasurementSourceConcept"
                : "ConditionSourceConcept"
            ] = random.Next(3);
        }

        // Only one death is recorded, and Circe has no "first" for it.
        if (kind != "Death" && Chance(4))
        {
            body["First"] = true;
        }

        if (kind is not ("DrugEra" or "ObservationPeriod"))
        {
            Maybe(body, "Age", () => Number(30, 40));
            Maybe(body, "OccurrenceStartDate", Date);
        }
        else
        {
            Maybe(body, "AgeAtStart", () => Number(30, 40));
        }

        Attributes(kind, body);
        if (Chance(6))
        {
            body["DateAdjustment"] = new JsonObject
            {
                ["StartWith"] = Chance(2) ? "START_DATE" : "END_DATE",
                ["StartOffset"] = random.Next(10) - 5,
                ["EndWith"] = Chance(2) ? "START_DATE" : "END_DATE",
                ["EndOffset"] = random.Next(10) - 3,
            };
        }

        if (depth < 2 && Chance(5))
        {
            body["CorrelatedCriteria"] = Group(depth + 1);
        }

        return new JsonObject { [kind] = body };
    }

    private void Attributes(string kind, JsonObject body)
    {
        switch (kind)
        {
            case "Measurement" or "Observation":
                Maybe(body, "ValueAsNumber", () => Number(0, 10));
                Maybe(body, "VisitType", () => Concepts(1, 6));
                break;
            case "ConditionOccurrence":
                Maybe(body, "ConditionType", () => Concepts(1, 2));
                body["ConditionTypeExclude"] = Chance(2);
                Maybe(body, "OccurrenceEndDate", Date);
                break;
            case "DrugExposure":
                Maybe(body, "Quantity", () => Number(0, 9));
                Maybe(body, "DrugType", () => Concepts(1, 2));
                break;
            case "VisitOccurrence":
                Maybe(body, "VisitLength", () => Number(0, 5));
                Maybe(body, "Gender", () => Concepts(Population.Male, 1));
                break;
            case "DrugEra":
                Maybe(body, "EraLength", () => Number(0, 25));
                break;
        }
    }

    private JsonObject Group(int depth)
    {
        string[] types = ["ALL", "ANY", "AT_LEAST", "AT_MOST"];
        return new JsonObject
        {
            ["Type"] = types[random.Next(4)],
            ["Count"] = random.Next(3),
            ["CriteriaList"] = Many(0, 3, _ => Correlated(depth)),
            ["DemographicCriteriaList"] = Many(
                0,
                Chance(3) ? 1 : 0,
                _ =>
                {
                    var demographic = new JsonObject { ["Gender"] = Concepts(Chance(2) ? Population.Male : Population.Female, 1) };
                    Maybe(demographic, "Age", () => Number(30, 40));
                    return demographic;
                }
            ),
            ["Groups"] = depth < 2 ? Many(0, Chance(4) ? 2 : 0, _ => Group(depth + 1)) : [],
        };
    }

    private JsonObject Correlated(int depth)
    {
        string[] columns = ["DOMAIN_CONCEPT", "START_DATE", "VISIT_ID"];
        var criteria = Criteria(depth + 1);
        var occurrence = new JsonObject { ["Type"] = random.Next(3), ["Count"] = random.Next(3) };
        if (Chance(4) && criteria.Single().Key is not ("ObservationPeriod" or "DrugEra" or "Death" or "VisitOccurrence"))
        {
            occurrence["IsDistinct"] = true;
            occurrence["CountColumn"] = columns[random.Next(3)];
        }

        var correlated = new JsonObject
        {
            ["Criteria"] = criteria,
            ["StartWindow"] = Window(),
            ["RestrictVisit"] = Chance(6),
            ["IgnoreObservationPeriod"] = Chance(3),
            ["Occurrence"] = occurrence,
        };
        if (Chance(4))
        {
            correlated["EndWindow"] = Window();
        }

        return correlated;
    }

    private JsonObject Window()
    {
        var window = new JsonObject { ["Start"] = End(-1), ["End"] = End(1) };
        if (Chance(2))
        {
            window["UseIndexEnd"] = Chance(2);
            window["UseEventEnd"] = Chance(2);
        }

        return window;

        JsonObject End(int sign) => new() { ["Days"] = Chance(2) ? random.Next(60) : null, ["Coeff"] = Chance(5) ? -sign : sign };
    }

    private JsonObject Limit()
    {
        string[] types = ["First", "Last", "All"];
        return new JsonObject { ["Type"] = types[random.Next(3)] };
    }

    private JsonObject Number(int least, int span)
    {
        var value = least + random.Next(span);
        return new JsonObject
        {
            ["Op"] = Operators[random.Next(Operators.Length)],
            ["Value"] = value,
            ["Extent"] = value + random.Next(span),
        };
    }

    private JsonObject Date()
    {
        var value = new DateOnly(2010, 1, 1).AddDays(random.Next(90));
        return new JsonObject
        {
            ["Op"] = Operators[random.Next(Operators.Length)],
            ["Value"] = $"{value:yyyy-MM-dd}",
            ["Extent"] = $"{value.AddDays(random.Next(90)):yyyy-MM-dd}",
        };
    }

    private JsonArray Concepts(int first, int span) => Many(1, 2, _ => new JsonObject { ["CONCEPT_ID"] = first + random.Next(span) });

    private void Maybe(JsonObject body, string name, Func<JsonNode> make)
    {
        if (Chance(5))
        {
            body[name] = make();
        }
    }

    private JsonArray Many(int least, int most, Func<int, JsonNode> make) =>
        [.. Enumerable.Range(0, least + random.Next(most - least + 1)).Select(make)];

    private bool Chance(int of) => random.Next(of) == 0;
}
