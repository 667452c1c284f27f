using Phederation.Fhir.Access;
using Phederation.Fhir.Outcomes;
using Phederation.FhirModel;

namespace Phederation.Fhir.Searching;

/// <summary>Conditions that follow references, and those with several parts.</summary>
internal sealed partial class ConditionBuilder
{
    /// <summary>subject:Patient.name: what is referred to has to fit, and to be within the caller's reach.</summary>
    private string? Chain(IReadOnlyList<string> types, string alias, string code, string? modifier, string rest, string value)
    {
        if (Find(types, code) is not { } parameters)
        {
            return null;
        }

        if (parameters[0].Kind != SearchKind.Reference)
        {
            throw FhirException.BadRequest($"{code} is no reference, so nothing can be chained to it.", "value");
        }

        if (modifier is not null && !FhirDefinitions.R4.IsResource(modifier))
        {
            throw FhirException.BadRequest($"':{OutcomeWriter.Printable(modifier)}' in a chain is no resource type.", "not-supported");
        }

        var targets = modifier is not null
            ? [modifier]
            : parameters.SelectMany(one => one.Targets ?? FhirDefinitions.R4.Resources).Distinct().ToList();
        var row = sql.Alias();
        var target = sql.Alias();
        var conditions = new List<string>();
        var known = false;
        foreach (var type in targets)
        {
            if (access.Of(type, write: false) == Reach.None || !Understands(type, rest))
            {
                known |= Understands(type, rest);
                continue;
            }

            if (Of([type], target, rest, value) is { } condition)
            {
                known = true;
                conditions.Add($"({Base(target, [type])} AND {condition})");
            }
        }

        if (!known)
        {
            return null;
        }

        return conditions.Count == 0
            ? "FALSE"
            : $"EXISTS (SELECT 1 FROM fhir.reference {row} JOIN fhir.resource {target} ON {target}.type = {row}.target_type "
                + $"AND {target}.id = {row}.target_id WHERE {row}.key = {alias}.key "
                + $"AND {Is(row, parameters)} AND ({string.Join(" OR ", conditions)}))";
    }

    /// <summary>Whether a type has the parameter that a chain goes on with.</summary>
    private static bool Understands(string type, string rest)
    {
        var name = rest.StartsWith("_has:", StringComparison.Ordinal) ? "_has" : rest.Split('.', ':')[0];
        return name is "_id" or "_lastUpdated" or "_has" || FhirDefinitions.R4.Parameters(type).ContainsKey(name);
    }

    /// <summary>_has:Observation:patient:code: something that refers to it has to fit.</summary>
    private string? Has(IReadOnlyList<string> types, string alias, string rest, string value)
    {
        var parts = rest.Split(':', 3);
        if (parts.Length < 3 || !FhirDefinitions.R4.IsResource(parts[0]))
        {
            throw FhirException.BadRequest("_has has the form _has:Type:reference:parameter.", "value");
        }

        var (type, code) = (parts[0], parts[1]);
        if (!FhirDefinitions.R4.Parameters(type).TryGetValue(code, out var parameter) || parameter.Kind != SearchKind.Reference)
        {
            throw FhirException.BadRequest($"{type} has no reference '{OutcomeWriter.Printable(code)}' to search by.", "value");
        }

        var row = sql.Alias();
        var source = sql.Alias();
        if (Of([type], source, parts[2], value) is not { } condition)
        {
            return null;
        }

        return $"EXISTS (SELECT 1 FROM fhir.reference {row} JOIN fhir.resource {source} ON {source}.key = {row}.key "
            + $"WHERE {Is(row, [parameter])} AND {row}.target_type = {alias}.type AND {row}.target_id = {alias}.id "
            + $"AND {Base(source, [type])} AND {condition}{(types.Count > 0 ? "" : " AND FALSE")})";
    }

    /// <summary>code$value: both parts in one place of the resource.</summary>
    private string Composite(List<SearchParameter> parameters, string alias, string value)
    {
        var values = SearchText.Split(value, '$');
        var composite = parameters[0];
        if (values.Count != composite.Parts.Count || values.Exists(one => one.Length == 0))
        {
            throw FhirException.BadRequest($"{composite.Code} needs {composite.Parts.Count} values with '$' between them.", "value");
        }

        return $"({string.Join(" OR ", Stored(parameters).Select(one => Composite(one, alias, values)))})";
    }

    private string Composite(SearchParameter composite, string alias, List<string> values)
    {
        var tables = new List<string>();
        var conditions = new List<string>();
        var first = "";
        for (var index = 0; index < values.Count; index++)
        {
            var row = sql.Alias();
            var part = composite.Parts[index];
            var table = $"{ValueConditions.Table(part.Kind)} {row}";
            tables.Add(index == 0 ? table : $"JOIN {table} ON {row}.key = {first}.key AND {row}.part = {first}.part");
            first = index == 0 ? row : first;
            conditions.Add($"{row}.param = {sql.Add(part.Number)}");
            conditions.Add(_values.Of(part, null, row, values[index]));
        }

        return $"EXISTS (SELECT 1 FROM {string.Join(' ', tables)} WHERE {first}.key = {alias}.key AND {string.Join(" AND ", conditions)})";
    }
}
