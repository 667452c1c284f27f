using Phederation.Fhir.Access;
using Phederation.Fhir.Indexing;
using Phederation.Fhir.Outcomes;
using Phederation.FhirModel;

namespace Phederation.Fhir.Searching;

/// <summary>Turns search parameters into conditions on the table of resources, chained and reverse ones too.</summary>
internal sealed partial class ConditionBuilder(SqlText sql, AccessScope access, TimeProvider time, string? baseAddress)
{
    private const int DeepestChain = 6;

    private readonly ValueConditions _values = new(sql, time, baseAddress);
    private int _depth;

    /// <summary>What holds for every resource that a search may find: it is there, of these types, and the caller may know of it.</summary>
    public string Base(string alias, IReadOnlyList<string>? types)
    {
        var all = new List<string>();
        var some = new List<string>();
        foreach (var type in types ?? FhirDefinitions.R4.Resources)
        {
            (
                access.Of(type, write: false) switch
                {
                    Reach.All => all,
                    Reach.Compartment => some,
                    _ => null,
                }
            )?.Add(type);
        }

        var reached = new List<string>();
        if (all.Count > 0)
        {
            reached.Add(all.Count == FhirDefinitions.R4.Resources.Count ? "TRUE" : sql.In($"{alias}.type", all));
        }

        if (some.Count > 0)
        {
            reached.Add($"({sql.In($"{alias}.type", some)} AND {alias}.patients @> ARRAY[{sql.Add(access.Patient!)}])");
        }

        return reached.Count == 0 ? "FALSE" : $"NOT {alias}.deleted AND ({string.Join(" OR ", reached)})";
    }

    /// <summary>What holds for the resources in a patient's compartment.</summary>
    public string InCompartment(string alias, string patient)
    {
        var row = sql.Alias();
        return $"EXISTS (SELECT 1 FROM fhir.reference {row} WHERE {row}.key = {alias}.key AND {row}.param = {sql.Add(IndexRows.Compartment)} "
            + $"AND {row}.target_type = 'Patient' AND {row}.target_id = {sql.Add(patient)})";
    }

    /// <summary>The condition of a parameter, or null where the parameter is not known for the types.</summary>
    /// <exception cref="FhirException">It is known, but its modifier or value can't be understood: 400.</exception>
    public string? Of(IReadOnlyList<string> types, string alias, string name, string value)
    {
        if (++_depth > DeepestChain)
        {
            throw FhirException.BadRequest($"Chains are followed over {DeepestChain} links at most.", "too-costly");
        }

        try
        {
            if (name.StartsWith("_has:", StringComparison.Ordinal))
            {
                return Has(types, alias, name[5..], value);
            }

            var dot = name.IndexOf('.');
            var (code, modifier) = Modifier(dot < 0 ? name : name[..dot]);
            if (dot >= 0)
            {
                return Chain(types, alias, code, modifier, name[(dot + 1)..], value);
            }

            return code switch
            {
                "_id" => Id(alias, modifier, value),
                "_lastUpdated" => Updated(alias, modifier, value),
                _ => Parameter(types, alias, code, modifier, value),
            };
        }
        finally
        {
            _depth--;
        }
    }

    private static (string Code, string? Modifier) Modifier(string name)
    {
        var colon = name.IndexOf(':');
        return colon < 0 ? (name, null) : (name[..colon], name[(colon + 1)..]);
    }

    /// <summary>The parameter of that name in each of the types; none where one of them lacks it or has it of another kind.</summary>
    private static List<SearchParameter>? Find(IReadOnlyList<string> types, string code)
    {
        var found = new List<SearchParameter>();
        foreach (var type in types)
        {
            if (
                !FhirDefinitions.R4.Parameters(type).TryGetValue(code, out var parameter)
                || (found.Count > 0 && found[0].Kind != parameter.Kind)
            )
            {
                return null;
            }

            found.Add(parameter);
        }

        return found.Count > 0 ? found : null;
    }

    private string Id(string alias, string? modifier, string value)
    {
        Refuse("_id", modifier);
        return sql.In($"{alias}.id", SearchText.Split(value, ',').ConvertAll(SearchText.Plain));
    }

    private string Updated(string alias, string? modifier, string value)
    {
        if (modifier == "missing")
        {
            return Truth(value) ? "FALSE" : "TRUE";
        }

        Refuse("_lastUpdated", modifier);
        var column = $"{alias}.updated";
        return Any(
            value,
            one =>
            {
                var (prefix, from, to) = _values.Span("_lastUpdated", one);
                var (low, high) = (sql.Add(Moment(from)), sql.Add(Moment(to)));
                return prefix switch
                {
                    "eq" or "ap" => $"{column} >= {low} AND {column} < {high}",
                    "ne" => $"({column} < {low} OR {column} >= {high})",
                    "gt" or "sa" => $"{column} >= {high}",
                    "lt" or "eb" => $"{column} < {low}",
                    "ge" => $"{column} >= {low}",
                    _ => $"{column} < {high}",
                };
            }
        );
    }

    private static DateTime Moment(long microseconds) =>
        new(
            Math.Clamp(microseconds, -62_135_596_800_000_000 + 86_400_000_000, 253_402_300_799_000_000) * 10 + DateTime.UnixEpoch.Ticks,
            DateTimeKind.Utc
        );

    private string? Parameter(IReadOnlyList<string> types, string alias, string code, string? modifier, string value)
    {
        if (Find(types, code) is not { } parameters)
        {
            return null;
        }

        var kind = parameters[0].Kind;
        switch (kind, modifier)
        {
            case (SearchKind.Composite, null):
                return Any(value, one => Composite(parameters, alias, one));
            case (not SearchKind.Composite, "missing"):
                return $"{(Truth(value) ? "NOT " : "")}{Exists(alias, ValueConditions.Table(kind), row => Is(row, parameters), null)}";
            case (SearchKind.Token, "not"):
                return $"NOT {Exists(alias, parameters, value, null)}";
            case (SearchKind.Token, "text"):
                return Exists(
                    alias,
                    "fhir.string",
                    row => sql.In($"{row}.param", Stored(parameters).ConvertAll(one => one.TextNumber)),
                    row => Any(value, one => _values.Begins(row, Folding.Fold(SearchText.Plain(one))))
                );
            case (SearchKind.Token, "of-type"):
                return Exists(
                    alias,
                    "fhir.token",
                    row => sql.In($"{row}.param", Stored(parameters).ConvertAll(one => one.OfTypeNumber)),
                    row => Any(value, one => OfType(row, one))
                );
            case (SearchKind.Reference, "identifier"):
                return Exists(
                    alias,
                    "fhir.token",
                    row => sql.In($"{row}.param", Stored(parameters).ConvertAll(one => one.IdentifierNumber)),
                    row => Any(value, one => _values.Token(row, one))
                );
            case (_, null):
            case (SearchKind.String, "exact" or "contains"):
            case (SearchKind.Uri, "below" or "above"):
                return Exists(alias, parameters, value, modifier);
            case (SearchKind.Reference, { } type) when FhirDefinitions.R4.IsResource(type):
                return Exists(alias, parameters, value, type);
            default:
                throw FhirException.BadRequest(
                    $"The parameter {code} ({kind.ToString().ToLowerInvariant()}) has no modifier ':{OutcomeWriter.Printable(modifier ?? "")}' here.",
                    "not-supported"
                );
        }
    }

    /// <summary>The condition for system|code|value of an identifier with its type.</summary>
    private string OfType(string row, string value)
    {
        var parts = SearchText.Split(value, '|').ConvertAll(SearchText.Plain);
        return parts.Count == 3
            ? $"{row}.system = {sql.Add(IndexText.Whole(parts[0]))} AND {row}.code = {sql.Add(IndexText.Code($"{parts[1]}|{parts[2]}"))}"
            : throw FhirException.BadRequest("':of-type' needs system|code|value.", "value");
    }

    private string Exists(string alias, List<SearchParameter> parameters, string value, string? modifier) =>
        Exists(
            alias,
            ValueConditions.Table(parameters[0].Kind),
            row => Is(row, parameters),
            row => Any(value, one => _values.Of(parameters[0], modifier, row, one))
        );

    /// <summary>The parameters by whose rows these are found.</summary>
    private static List<SearchParameter> Stored(List<SearchParameter> parameters) =>
        [.. parameters.SelectMany(one => one.Stored).Distinct()];

    /// <summary>The condition that a row is one of these parameters'.</summary>
    private string Is(string row, IEnumerable<SearchParameter> parameters) =>
        "("
        + string.Join(
            " OR ",
            parameters
                .GroupBy(one => one.OnlyTarget)
                .Select(group =>
                {
                    var numbers = sql.In($"{row}.param", group.SelectMany(one => one.Stored).Select(one => one.Number).Distinct().ToList());
                    return group.Key is { } target ? $"({numbers} AND {row}.target_type = {sql.Add(target)})" : numbers;
                })
        )
        + ")";

    private string Exists(string alias, string table, Func<string, string> parameter, Func<string, string>? condition)
    {
        var row = sql.Alias();
        var and = condition is null ? "" : $" AND {condition(row)}";
        return $"EXISTS (SELECT 1 FROM {table} {row} WHERE {row}.key = {alias}.key AND {parameter(row)}{and})";
    }

    private static string Any(string value, Func<string, string> condition)
    {
        var conditions = SearchText.Split(value, ',').Where(one => one.Length > 0).Select(one => $"({condition(one)})").ToList();
        return conditions.Count > 0
            ? $"({string.Join(" OR ", conditions)})"
            : throw FhirException.BadRequest("A parameter has only commas for a value.", "value");
    }

    private static void Refuse(string code, string? modifier)
    {
        if (modifier is not null)
        {
            throw FhirException.BadRequest($"{code} has no modifier ':{OutcomeWriter.Printable(modifier)}' here.", "not-supported");
        }
    }

    private static bool Truth(string value) =>
        value switch
        {
            "true" => true,
            "false" => false,
            _ => throw FhirException.BadRequest("':missing' is true or false.", "value"),
        };
}
