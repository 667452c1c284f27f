using System.Text;
using System.Xml.Linq;
using static Phederation.FhirDefinitions.Specification;

namespace Phederation.FhirDefinitions;

/// <summary>The search parameters of each resource type, and what belongs to a patient's compartment.</summary>
internal sealed class ParameterTable(TypeTable types, IEnumerable<XElement> parameters, IEnumerable<XElement> resources)
{
    private readonly List<XElement> _parameters = [.. parameters.Where(one => one.Name.LocalName == "SearchParameter")];

    public void Write(StringBuilder text)
    {
        foreach (var type in types.Resources)
        {
            foreach (var parameter in _parameters.Where(one => Applies(one, type)).OrderBy(one => one.Text("code"), StringComparer.Ordinal))
            {
                Write(text, type, parameter);
            }
        }

        var compartment = resources.Single(one => one.Name.LocalName == "CompartmentDefinition" && one.Text("code") == "Patient");
        foreach (var member in compartment.Elements(Fhir + "resource").Where(one => one.Elements(Fhir + "param").Any()))
        {
            text.Append($"compartment {member.Text("code")} {string.Join(',', member.Texts("param"))}\n");
        }
    }

    private static bool Applies(XElement parameter, string type) =>
        parameter.Text("expression") is not null
        && parameter.Text("type") != "special"
        && parameter.Text("code") != "_id"
        && parameter.Text("code") != "_lastUpdated"
        && parameter.Texts("base").Any(one => one == type || one is "Resource" or "DomainResource");

    private void Write(StringBuilder text, string type, XElement parameter)
    {
        var kind = parameter.Text("type")!;
        var compiler = new PathCompiler(types, type);
        var expression = parameter.Text("expression")!;
        var named = parameter.Texts("target").ToList();
        // A parameter that may refer to every type names all of them.
        var targets = named.Count >= types.Resources.Count - 2 ? "*" : string.Join(',', named);
        var head = $"param {type} {parameter.Text("code")} {kind} {parameter.Text("id")} {(targets == "" ? "-" : targets)}";
        if (kind != "composite")
        {
            var paths = compiler.Compile(expression, PathCompiler.Indexed(kind));
            if (paths.Count == 0)
            {
                throw new InvalidOperationException($"{type}.{parameter.Text("code")} leads nowhere: {expression}");
            }

            text.Append($"{head} {string.Join(';', paths)}\n");
            return;
        }

        var roots = compiler.Compile(expression, null);
        text.Append($"{head} {string.Join(';', roots)}\n");
        foreach (var component in parameter.Elements(Fhir + "component"))
        {
            var definition = _parameters.First(one => one.Text("url") == component.Text("definition"));
            var part = definition.Text("type")!;
            // The standard has the two parts of DocumentReference's relationship the wrong way round: what the path leads to decides.
            var (fit, paths) = new[] { part, "token", "reference" }
                .Select(one =>
                    (one, Paths: roots.SelectMany(root => Component(root, type, component.Text("expression")!, one)).Distinct().ToList())
                )
                .First(one => one.Paths.Count > 0);
            text.Append($"part {definition.Text("code")} {fit} {string.Join(';', paths)}\n");
        }
    }

    private List<string> Component(string root, string type, string expression, string kind)
    {
        const string Whole = "%resource.";
        var inner = root[(root.IndexOf(':') + 1)..];
        return expression.StartsWith(Whole, StringComparison.Ordinal)
            ? [.. new PathCompiler(types, type).Compile(expression[Whole.Length..], PathCompiler.Indexed(kind)).Select(path => "%" + path)]
            : [.. new PathCompiler(types, inner).Compile(expression, PathCompiler.Indexed(kind))];
    }
}
