using System.Text.Json;
using Phederation.FhirModel;

namespace Phederation.Fhir.Indexing;

/// <summary>Finds what searches look for in a resource, and whose compartment it belongs to.</summary>
internal sealed class ResourceIndexer(IndexRows rows, string? baseAddress)
{
    private readonly ValueIndexer _values = new(rows, baseAddress);

    /// <summary>The patients to whose compartments a resource belongs, by id.</summary>
    public static IReadOnlyList<string> Patients(string type, string id, JsonElement resource, string? baseAddress)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        if (type == "Patient")
        {
            found.Add(id);
        }

        var parameters = FhirDefinitions.R4.Parameters(type);
        foreach (var code in FhirDefinitions.R4.Compartment(type))
        {
            foreach (var path in parameters.TryGetValue(code, out var parameter) ? parameter.Paths : [])
            {
                PathWalker.Walk(
                    resource,
                    path,
                    value =>
                    {
                        if (ReferenceTarget.Of(value, baseAddress) is ("Patient", var patient))
                        {
                            found.Add(patient);
                        }
                    }
                );
            }
        }

        return [.. found];
    }

    /// <summary>Adds the rows of a resource.</summary>
    public void Add(long key, string type, IReadOnlyList<string> patients, JsonElement resource)
    {
        foreach (var patient in patients)
        {
            rows.Reference(key, IndexRows.Compartment, 0, "Patient", patient);
        }

        foreach (var parameter in FhirDefinitions.R4.Parameters(type).Values)
        {
            if (!parameter.IsStored)
            {
                continue;
            }

            if (parameter.Kind == SearchKind.Composite)
            {
                Composite(key, parameter, resource);
                continue;
            }

            var found = false;
            foreach (var path in parameter.Paths)
            {
                PathWalker.Walk(
                    resource,
                    path,
                    value =>
                    {
                        found = true;
                        _values.Add(key, parameter, 0, path.Leaf, value);
                    }
                );
            }

            if (!found && parameter.Paths[0].Leaf == ValueIndexer.Known)
            {
                // Its expression is a question, which has an answer where there is no value too: not known to be dead.
                rows.Token(key, parameter.Number, 0, null, "false");
            }
        }
    }

    /// <summary>The parts of a composite carry the number of the place that they were found in, so that a search finds those of one place.</summary>
    private void Composite(long key, SearchParameter composite, JsonElement resource)
    {
        var place = 0;
        foreach (var root in composite.Paths)
        {
            PathWalker.Walk(
                resource,
                root,
                found =>
                {
                    place++;
                    if (!composite.Parts.All(part => part.Paths.Any(path => Any(path, found, resource))))
                    {
                        return;
                    }

                    foreach (var part in composite.Parts)
                    {
                        foreach (var path in part.Paths)
                        {
                            PathWalker.Walk(
                                path.FromResource ? resource : found,
                                path,
                                value => _values.Add(key, part, place, path.Leaf, value)
                            );
                        }
                    }
                }
            );
        }
    }

    private static bool Any(SearchPath path, JsonElement found, JsonElement resource)
    {
        var any = false;
        PathWalker.Walk(path.FromResource ? resource : found, path, _ => any = true);
        return any;
    }
}
