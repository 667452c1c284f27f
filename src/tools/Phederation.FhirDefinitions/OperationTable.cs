using System.Text;
using System.Xml.Linq;
using static Phederation.FhirDefinitions.Specification;

namespace Phederation.FhirDefinitions;

/// <summary>The operations, and what goes into them.</summary>
internal static class OperationTable
{
    public static string Write(IEnumerable<XElement> resources)
    {
        var text = new StringBuilder()
            .Append(
                "# FHIR R4 (4.0.1), made by src/tools/Phederation.FhirDefinitions from HL7's definitions, which are in the public domain (CC0). Don't edit.\n"
            )
            .Append(
                "# operation CODE TYPES LEVELS; LEVELS are of s(ystem), t(ype), i(nstance). Below it what goes in: NAME MIN MAX TYPE,\n"
            )
            .Append(
                "# a part of one indented further. A TYPE of - has parts; string<KIND is a text in the form of a search parameter's value.\n"
            );
        foreach (
            var operation in resources
                .Where(one => one.Name.LocalName == "OperationDefinition")
                .OrderBy(one => one.Text("code"), StringComparer.Ordinal)
                .ThenBy(one => string.Join(',', one.Texts("resource")), StringComparer.Ordinal)
        )
        {
            var levels = string.Concat(
                new[] { "system", "type", "instance" }.Where(level => operation.Text(level) == "true").Select(level => level[0])
            );
            text.Append($"operation {operation.Text("code")} {string.Join(',', operation.Texts("resource"))} {levels}\n");
            foreach (var parameter in operation.Elements(Fhir + "parameter").Where(one => one.Text("use") == "in"))
            {
                Write(text, parameter, "  ");
            }
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, XElement parameter, string indent)
    {
        var type = parameter.Text("type") ?? "-";
        var kind = parameter.Text("searchType") is { } search ? $"<{search}" : "";
        text.Append($"{indent}{parameter.Text("name")} {parameter.Text("min")} {parameter.Text("max")} {type}{kind}\n");
        foreach (var part in parameter.Elements(Fhir + "part"))
        {
            Write(text, part, indent + "  ");
        }
    }
}
