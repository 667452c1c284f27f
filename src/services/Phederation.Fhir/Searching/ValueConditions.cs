using Phederation.Fhir.Indexing;
using Phederation.Fhir.Outcomes;
using Phederation.Fhir.Validation;
using Phederation.Fhir.Values;
using Phederation.FhirModel;

namespace Phederation.Fhir.Searching;

/// <summary>Turns one value of a search parameter into a condition on a row of its index.</summary>
internal sealed class ValueConditions(SqlText sql, TimeProvider time, string? baseAddress)
{
    /// <summary>The table that holds the values of a kind.</summary>
    public static string Table(SearchKind kind) =>
        kind switch
        {
            SearchKind.Token => "fhir.token",
            SearchKind.String or SearchKind.Uri => "fhir.string",
            SearchKind.Date => "fhir.date",
            SearchKind.Number or SearchKind.Quantity => "fhir.number",
            _ => "fhir.reference",
        };

    /// <summary>The condition for a value.</summary>
    /// <exception cref="FhirException">The value has not the form of its kind: 400.</exception>
    public string Of(SearchParameter parameter, string? modifier, string alias, string value) =>
        parameter.Kind switch
        {
            SearchKind.Token => Token(alias, value),
            SearchKind.String => Text(alias, modifier, SearchText.Plain(value)),
            SearchKind.Uri => Uri(alias, modifier, SearchText.Plain(value)),
            SearchKind.Date => Date(parameter.Code, alias, value),
            SearchKind.Number => Number(parameter.Code, alias, value),
            SearchKind.Quantity => Quantity(parameter.Code, alias, value),
            _ => Reference(parameter, modifier, alias, SearchText.Plain(value)),
        };

    /// <summary>The condition for a code, system|code, |code or system|.</summary>
    public string Token(string alias, string value)
    {
        var parts = SearchText.Split(value, '|');
        if (parts.Count > 2)
        {
            throw Invalid("a token", value);
        }

        var code = SearchText.Plain(parts[^1]);
        if (parts.Count == 1)
        {
            return $"{alias}.code = {sql.Add(IndexText.Code(code))}";
        }

        var system = SearchText.Plain(parts[0]);
        var ofSystem = $"({alias}.system = {sql.Add(IndexText.Whole(system))} OR {alias}.system IS NULL)";
        return code.Length == 0 ? ofSystem : $"{alias}.code = {sql.Add(IndexText.Code(code))} AND {ofSystem}";
    }

    /// <summary>The condition for the beginning of a folded text.</summary>
    public string Begins(string alias, string folded)
    {
        // Ranges, not LIKE: the plan of a prepared statement can use the index for them.
        var prefix = IndexText.Cut(folded, IndexText.Prefix - 4);
        var range =
            $"\"left\"({alias}.value, {IndexText.Prefix}) >= {sql.Add(prefix)} "
            + $"AND \"left\"({alias}.value, {IndexText.Prefix}) <= {sql.Add(prefix + "\U0010FFFF")}";
        return prefix.Length == folded.Length ? range : $"{range} AND starts_with({alias}.value, {sql.Add(IndexText.Searched(folded))})";
    }

    /// <summary>The condition for a time, given the columns of its first and its last microsecond.</summary>
    public static string Span(string prefix, string low, string high, string from, string to) =>
        prefix switch
        {
            "eq" => $"{low} >= {from} AND {high} <= {to}",
            "ne" => $"NOT ({low} >= {from} AND {high} <= {to})",
            "gt" => $"{high} > {to}",
            "lt" => $"{low} < {from}",
            "ge" => $"({high} > {to} OR ({low} >= {from} AND {high} <= {to}))",
            "le" => $"({low} < {from} OR ({low} >= {from} AND {high} <= {to}))",
            "sa" => $"{low} >= {to}",
            "eb" => $"{high} <= {from}",
            _ => $"{low} < {to} AND {high} > {from}",
        };

    /// <summary>Reads a date with its prefix; for "approximately", the span is a tenth of its distance from now wider.</summary>
    public (string Prefix, long From, long To) Span(string code, string value)
    {
        var (prefix, text) = Comparison.Split(value);
        // A plus in an address is a blank; a time with an offset is meant.
        if (!FhirDate.TryParse(text.Replace(' ', '+'), out var date))
        {
            throw Invalid($"the date of {code}", value);
        }

        var wider = prefix == "ap" ? Math.Abs((time.GetUtcNow().Ticks - DateTime.UnixEpoch.Ticks) / 10 - date.Low) / 10 : 0;
        return (prefix, date.Low - wider, date.High + wider);
    }

    private string Date(string code, string alias, string value)
    {
        var (prefix, from, to) = Span(code, value);
        return Span(prefix, $"{alias}.low", $"{alias}.high", sql.Add(from), sql.Add(to));
    }

    private string Text(string alias, string? modifier, string value)
    {
        var folded = Folding.Fold(value);
        return modifier switch
        {
            "exact" => $"{Begins(alias, folded)} AND {alias}.exact = {sql.Add(IndexText.Searched(value))}",
            "contains" => $"strpos({alias}.value, {sql.Add(folded)}) > 0",
            _ => Begins(alias, folded),
        };
    }

    private string Uri(string alias, string? modifier, string value) =>
        modifier switch
        {
            "below" => Begins(alias, value),
            "above" => $"starts_with({sql.Add(value)}, {alias}.value)",
            _ => $"{Begins(alias, value)} AND {alias}.value = {sql.Add(IndexText.Searched(value))}",
        };

    private string Number(string code, string alias, string value)
    {
        var (prefix, text) = Comparison.Split(value);
        if (!SearchNumber.TryParse(text, out var number))
        {
            throw Invalid($"the number of {code}", value);
        }

        var (low, high) = ($"{alias}.low", $"{alias}.high");
        var exact = () => sql.Add(number.Value);
        var from = () => sql.Add(number.Value - number.Half);
        var to = () => sql.Add(number.Value + number.Half);
        var tenth = Math.Max(Math.Abs(number.Value / 10), number.Half);
        return prefix switch
        {
            "eq" => $"{low} >= {from()} AND {high} < {to()}",
            "ne" => $"({low} < {from()} OR {high} >= {to()} OR {low} IS NULL OR {high} IS NULL)",
            "gt" => $"({high} > {exact()} OR {high} IS NULL)",
            "lt" => $"({low} < {exact()} OR {low} IS NULL)",
            "ge" => $"({high} >= {exact()} OR {high} IS NULL)",
            "le" => $"({low} <= {exact()} OR {low} IS NULL)",
            "sa" => $"{low} > {exact()}",
            "eb" => $"{high} < {exact()}",
            _ =>
                $"({low} <= {sql.Add(number.Value + tenth)} OR {low} IS NULL) AND ({high} >= {sql.Add(number.Value - tenth)} OR {high} IS NULL)",
        };
    }

    private string Quantity(string code, string alias, string value)
    {
        var parts = SearchText.Split(value, '|').ConvertAll(SearchText.Plain);
        if (parts.Count is not (1 or 3))
        {
            throw Invalid($"the quantity of {code} (number, or number|system|code)", value);
        }

        var number = Number(code, alias, parts[0]);
        if (parts.Count == 1)
        {
            return number;
        }

        if (parts[1].Length > 0)
        {
            number += $" AND {alias}.system = {sql.Add(IndexText.Whole(parts[1]))}";
        }

        return parts[2].Length == 0 ? number
            : parts[1].Length > 0 ? $"{number} AND {alias}.code = {sql.Add(IndexText.Whole(parts[2]))}"
            : $"{number} AND ({alias}.code = {sql.Add(IndexText.Whole(parts[2]))} OR {alias}.unit = {sql.Add(IndexText.Whole(parts[2]))})";
    }

    private string Reference(SearchParameter parameter, string? modifier, string alias, string value)
    {
        if (modifier is not null && !value.Contains('/'))
        {
            value = $"{modifier}/{value}";
        }

        if (!value.Contains('/') && !References.IsAbsolute(value))
        {
            if (!Primitives.IsId(value))
            {
                throw Invalid($"the reference of {parameter.Code}", value);
            }

            var id = $"{alias}.target_id = {sql.Add(value)}";
            return parameter.Targets is { } targets
                ? $"{id} AND {sql.In($"{alias}.target_type", targets.ToList())}"
                : $"{id} AND {alias}.target_type <> ''";
        }

        var (type, target) = ReferenceTarget.Of(value, baseAddress);
        if (modifier is not null && type != modifier)
        {
            return "FALSE";
        }

        return $"{alias}.target_id = {sql.Add(IndexText.Whole(target))} AND {alias}.target_type = {sql.Add(type)}";
    }

    private static FhirException Invalid(string what, string value) =>
        FhirException.BadRequest($"'{OutcomeWriter.Printable(value)}' has not the form of {what}.", "value");
}
