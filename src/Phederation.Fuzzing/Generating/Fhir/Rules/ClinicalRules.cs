using System.Text.Json.Nodes;
using Phederation.Fuzzing.Generating.Fhir.Values;

namespace Phederation.Fuzzing.Generating.Fhir.Rules;

/// <summary>The rules of what is recorded about patients.</summary>
internal static class ClinicalRules
{
    private const string ClinicalStatus = "http://terminology.hl7.org/CodeSystem/condition-clinical";

    public static readonly Dictionary<string, Rule> All = new()
    {
        // ait-1, ait-2.
        ["AllergyIntolerance"] = shape =>
        {
            if (shape.HasCode("verificationStatus", "entered-in-error"))
            {
                shape.Drop("clinicalStatus");
            }
            else
            {
                shape.Need("clinicalStatus");
            }
        },
        // cpl-3.
        ["CarePlan.activity"] = shape => shape.AtMostOne("detail", "reference"),
        // ctm-1.
        ["CareTeam.participant"] = shape =>
        {
            if (shape.Has("onBehalfOf"))
            {
                shape.Set("member", new JsonObject { ["reference"] = ReferenceValues.Relative(shape.Generator, "Practitioner") });
            }
        },
        // cmp-1, cmp-2.
        ["Composition.section"] = shape =>
        {
            shape.AtMostOne("emptyReason", "entry");
            shape.AtLeastOne("text", "entry");
            shape.AtMostOne("emptyReason", "entry");
            if (!shape.Has("entry") && !shape.Has("section"))
            {
                shape.Need("text");
            }
        },
        ["Condition"] = Condition,
        // con-1, con-2.
        ["Condition.stage"] = shape => shape.AtLeastOne("summary", "assessment"),
        ["Condition.evidence"] = shape => shape.AtLeastOne("code", "detail"),
        // fhs-1, fhs-2.
        ["FamilyMemberHistory"] = shape =>
        {
            shape.AtMostOne("age", "born");
            if (!shape.Has("age"))
            {
                shape.Drop("estimatedAge");
            }
        },
        // gol-1.
        ["Goal.target"] = shape => shape.Implies("detail", "measure"),
        // imm-1, imr-1.
        ["Immunization.education"] = shape => shape.AtLeastOne("documentType", "reference"),
        ["ImmunizationRecommendation.recommendation"] = shape => shape.AtLeastOne("vaccineCode", "targetDisease"),
        // mad-1.
        ["MedicationAdministration.dosage"] = shape => shape.AtLeastOne("dose", "rate"),
        // mdd-1.
        ["MedicationDispense"] = shape => Ordered(shape, "whenPrepared", "whenHandedOver"),
        // msq-3, msq-5, msq-6.
        ["MolecularSequence"] = shape => shape.Set("coordinateSystem", shape.Random.Next(2)),
        ["MolecularSequence.referenceSeq"] = shape =>
        {
            shape.ExactlyOne("genomeBuild", "referenceSeqId", "referenceSeqPointer", "referenceSeqString");
            if (shape.Has("genomeBuild"))
            {
                shape.Need("chromosome");
            }
            else
            {
                shape.Drop("chromosome");
            }
        },
        // obs-6, obs-7.
        ["Observation"] = shape =>
        {
            shape.AtMostOne("value", "dataAbsentReason");
            foreach (var component in shape.Each("component"))
            {
                component["code"] = new JsonObject
                {
                    ["coding"] = new JsonArray(
                        new JsonObject { ["system"] = "http://example.org/components", ["code"] = Words.Name(shape.Random) }
                    ),
                };
            }
        },
        ["Observation.component"] = shape => shape.AtMostOne("value", "dataAbsentReason"),
        // obs-3.
        ["Observation.referenceRange"] = shape => shape.AtLeastOne("low", "high", "text"),
        // ras-1, ras-2.
        ["RiskAssessment.prediction"] = shape =>
        {
            if (shape.Has("probability"))
            {
                shape.Drop("probability");
                var low = shape.Random.Next(50);
                if (shape.Random.Next(2) == 0)
                {
                    shape.Set("probabilityDecimal", low / 50m);
                }
                else
                {
                    shape.Set(
                        "probabilityRange",
                        new JsonObject { ["low"] = Quantities.Measured(low, "%"), ["high"] = Quantities.Measured(low + 50, "%") }
                    );
                }
            }
        },
    };

    /// <summary>Gives two times an order, where both are there.</summary>
    public static void Ordered(Shape shape, string first, string second, bool isInstant = false)
    {
        if (shape.Has(first) && shape.Has(second))
        {
            var (start, end) = Dates.Pair(shape.Random, isInstant);
            shape.Set(first, start);
            shape.Set(second, end);
        }
    }

    // con-4, con-5.
    private static void Condition(Shape shape)
    {
        if (shape.HasCode("verificationStatus", "entered-in-error"))
        {
            shape.Drop("clinicalStatus", "abatement");
        }
        else if (shape.Has("abatement"))
        {
            shape.Set(
                "clinicalStatus",
                new JsonObject
                {
                    ["coding"] = new JsonArray(
                        new JsonObject
                        {
                            ["system"] = ClinicalStatus,
                            ["code"] = shape.Random.Pick<string>(["inactive", "remission", "resolved"]),
                        }
                    ),
                }
            );
        }
    }
}
