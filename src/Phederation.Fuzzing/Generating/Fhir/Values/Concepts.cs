using System.Text.Json.Nodes;

namespace Phederation.Fuzzing.Generating.Fhir.Values;

/// <summary>Codings and concepts: of the closed set that an element is bound to, else of systems that sites use.</summary>
internal static class Concepts
{
    private static readonly (string System, string Code, string Display)[] Open =
    [
        ("http://loinc.org", "8480-6", "Systolic blood pressure"),
        ("http://loinc.org", "718-7", "Hemoglobin [Mass/volume] in Blood"),
        ("http://snomed.info/sct", "44054006", "Diabetes mellitus type 2"),
        ("http://snomed.info/sct", "22298006", "Myocardial infarction"),
        ("http://hl7.org/fhir/sid/icd-10", "E11.9", "Type 2 diabetes mellitus"),
        ("http://www.nlm.nih.gov/research/umls/rxnorm", "860975", "metformin"),
        ("http://hl7.org/fhir/sid/ndc", "0002-8215-01", "insulin"),
        ("http://unitsofmeasure.org", "mg", "milligram"),
        ("http://example.org/codes", "a|b", "a code with a mark of searches"),
        ("urn:oid:2.16.840.1.113883.6.1", "1", "one"),
    ];

    /// <summary>A code of the systems that open concepts have.</summary>
    public static (string System, string Code) Pick(FuzzRandom random)
    {
        var (system, code, _) = random.Pick(Open);
        return (system, code);
    }

    /// <summary>A coding.</summary>
    public static JsonObject Coding(FuzzRandom random, ValuePlan plan)
    {
        if (plan.Codes.Count > 0)
        {
            var (system, code) = random.Pick(plan.Codes);
            return new JsonObject { ["system"] = system, ["code"] = code };
        }

        var open = random.Pick(Open);
        var coding = new JsonObject();
        var without = random.Next(12);
        if (without != 0)
        {
            coding["system"] = open.System;
        }

        coding["code"] = open.Code;
        if (random.Next(3) == 0)
        {
            coding["display"] = open.Display;
        }

        if (random.Next(20) == 0)
        {
            coding["version"] = "1";
        }

        if (random.Next(20) == 0)
        {
            coding["userSelected"] = random.Next(2) == 0;
        }

        return coding;
    }

    /// <summary>A concept: codings, a text, or both.</summary>
    public static JsonObject Concept(FuzzRandom random, ValuePlan plan)
    {
        var concept = new JsonObject();
        var form = plan.Codes.Count > 0 ? 1 : random.Next(6);
        if (form != 0)
        {
            var codings = new JsonArray(Coding(random, plan));
            if (form == 5)
            {
                codings.Add(Coding(random, plan));
            }

            concept["coding"] = codings;
        }

        if (form is 0 or 2)
        {
            concept["text"] = Words.Text(random);
        }

        return concept;
    }
}
