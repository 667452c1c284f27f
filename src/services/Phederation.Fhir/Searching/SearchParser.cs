using System.Globalization;
using Phederation.Fhir.Outcomes;
using Phederation.FhirModel;

namespace Phederation.Fhir.Searching;

/// <summary>Takes the parameters of a search apart.</summary>
internal static class SearchParser
{
    /// <summary>The most resources of a page.</summary>
    public const int MostCount = 1000;

    private const int UsualCount = 50;
    private const int MostSorts = 5;
    private const int MostIncludes = 20;

    /// <summary>Reads a search.</summary>
    /// <param name="type">The type of its address; null for the whole server.</param>
    /// <param name="compartment">The patient whose compartment is searched; null for none.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="isStrict">Whether parameters that are not known are refused, not left out.</param>
    /// <exception cref="FhirException">A parameter is malformed: 400.</exception>
    public static SearchRequest Parse(
        string? type,
        string? compartment,
        IReadOnlyList<KeyValuePair<string, string>> parameters,
        bool isStrict
    )
    {
        var types = type is null ? null : new List<string> { type };
        var criteria = new List<KeyValuePair<string, string>>();
        var includes = new List<Include>();
        var sort = new List<SortKey>();
        var used = new List<KeyValuePair<string, string>>();
        var ignored = new List<string>();
        var count = UsualCount;
        IReadOnlyList<string?>? cursor = null;
        string? total = null;
        var isCountOnly = false;
        foreach (var parameter in parameters)
        {
            var (name, value) = parameter;
            if (value.Length == 0)
            {
                ignored.Add($"The parameter '{name}' has no value.");
                continue;
            }

            switch (name.Split(':')[0])
            {
                case "_format" or "_pretty":
                    continue;
                case "_cursor":
                    cursor = SearchCursor.Read(value);
                    continue;
                case "_count":
                    count = Number(value);
                    isCountOnly |= count == 0;
                    count = Math.Min(count, MostCount);
                    break;
                case "_total":
                    total = value is "none" or "estimate" or "accurate"
                        ? value
                        : throw FhirException.BadRequest("_total is none, estimate or accurate.", "value");
                    break;
                case "_summary":
                    isCountOnly |= value == "count";
                    break;
                case "_elements":
                    break;
                case "_type" when type is null:
                    types = [.. value.Split(',', StringSplitOptions.TrimEntries).Select(Known)];
                    break;
                case "_sort":
                    sort.AddRange(value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Sort));
                    break;
                case "_include" or "_revinclude":
                    if (Include(name, value) is { } include)
                    {
                        includes.Add(include);
                        break;
                    }

                    ignored.Add($"'{name}={value}' names no reference that is known.");
                    continue;
                default:
                    criteria.Add(parameter);
                    break;
            }

            used.Add(parameter);
        }

        if (sort.Count > MostSorts || includes.Count > MostIncludes)
        {
            throw FhirException.BadRequest($"More than {MostSorts} sort keys, or {MostIncludes} includes.", "too-costly");
        }

        if (isStrict && ignored.Count > 0)
        {
            throw FhirException.BadRequest(ignored[0], "not-supported");
        }

        return new SearchRequest
        {
            Types = types,
            Compartment = compartment,
            Criteria = criteria,
            Includes = includes,
            Sort = sort,
            Count = count,
            Cursor = cursor,
            Subset = Subset.Parse(parameters),
            IsCountOnly = isCountOnly,
            Total = total,
            Used = used,
            Ignored = ignored,
        };
    }

    private static int Number(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count
            : throw FhirException.BadRequest("_count is a number from 0.", "value");

    private static string Known(string type) =>
        FhirDefinitions.R4.IsResource(type)
            ? type
            : throw FhirException.BadRequest($"'{OutcomeWriter.Printable(type)}' is no type of resource.", "value");

    private static SortKey Sort(string text) => text[0] == '-' ? new SortKey(text[1..], true) : new SortKey(text, false);

    private static Include? Include(string name, string value)
    {
        var modifier = name.Contains(':') ? name[(name.IndexOf(':') + 1)..] : null;
        if (modifier is not (null or "iterate" or "recurse"))
        {
            throw FhirException.BadRequest($"Includes have no modifier ':{OutcomeWriter.Printable(modifier)}'.", "not-supported");
        }

        var parts = value.Split(':');
        if (
            parts.Length is not (2 or 3)
            || !FhirDefinitions.R4.IsResource(parts[0])
            || (parts.Length == 3 && !FhirDefinitions.R4.IsResource(parts[2]))
        )
        {
            return null;
        }

        var known = FhirDefinitions.R4.Parameters(parts[0]);
        IReadOnlyList<SearchParameter> parameters =
            parts[1] == "*" ? [.. known.Values.Where(one => one.Kind == SearchKind.Reference)]
            : known.TryGetValue(parts[1], out var parameter) && parameter.Kind == SearchKind.Reference ? [parameter]
            : [];
        return parameters.Count == 0
            ? null
            : new Include(
                name.StartsWith("_rev", StringComparison.Ordinal),
                modifier is not null,
                parts[0],
                parameters,
                parts.Length == 3 ? parts[2] : null
            );
    }
}
