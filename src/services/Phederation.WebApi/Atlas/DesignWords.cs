using System.Globalization;
using Phederation.Hypertext;
using Phederation.WebApi.Cohorts.Expressions;

namespace Phederation.WebApi.Atlas;

/// <summary>A definition in words, for people who don't read JSON.</summary>
internal sealed class DesignWords
{
    private readonly CohortExpression _expression;

    private DesignWords(CohortExpression expression) => _expression = expression;

    /// <summary>The words.</summary>
    public static Html Of(CohortExpression expression) => new DesignWords(expression).Text();

    private Html Text()
    {
        if (_expression.Primary is not { Criteria.Count: > 0 } primary)
        {
            return Html.Of($"<p class=\"empty\">It has no entry event yet.</p>");
        }

        var window = primary.Window switch
        {
            { PriorDays: 0, PostDays: 0 } => Html.Empty,
            { PostDays: 0 } => Html.Of($"<p>Observed for at least {primary.Window.PriorDays} days before it.</p>"),
            var (prior, post) => Html.Of($"<p>Observed for at least {prior} days before and {post} days after it.</p>"),
        };
        var additional = _expression.Additional is { IsEmpty: false } group
            ? Html.Of($"<p>Of these, {Limit(_expression.QualifiedLimit)} that fulfils:</p>{Group(group)}")
            : Html.Empty;
        var rules = _expression.InclusionRules.Select(rule =>
            Html.Of($"<li><strong>{rule.Name}</strong>{(rule.Expression is { } demand ? Group(demand) : Html.Empty)}</li>")
        );
        var included = _expression.InclusionRules.Count == 0 ? Html.Empty : Html.Of($"<h3>Inclusion rules</h3><ol>{rules}</ol>");
        return Html.Of(
            $"""
            <div class="words">
            <h3>Entry: {Limit(primary.Limit)} of</h3>
            <ul>{primary.Criteria.Select(criteria => Html.Of($"<li>{Criteria(criteria)}</li>"))}</ul>
            {window}{additional}{included}
            <h3>Exit</h3>
            <p>{Exit()}</p>
            {Censoring()}
            <h3>Concept sets</h3>
            <ul>{_expression.ConceptSets.Select(set =>
                Html.Of(
                    $"<li>{set.Name} <span class=\"quiet\">{set.Expression.Items.Count} {(set.Expression.Items.Count == 1 ? "concept" : "concepts")}</span></li>"
                )
            )}</ul>
            </div>
            """
        );
    }

    private Html Group(CriteriaGroup group)
    {
        if (group.IsEmpty)
        {
            return Html.Of($"<p class=\"quiet\">demands nothing</p>");
        }

        var members = group
            .Criteria.Select(correlated =>
                Html.Of(
                    $"<li>{Count(correlated.Occurrence)} {Criteria(correlated.Criteria)} <span class=\"quiet\">{Window(correlated)}</span></li>"
                )
            )
            .Concat(group.Demographics.Select(demographic => Html.Of($"<li>a person with {Attributes(demographic.Attributes)}</li>")))
            .Concat(group.Groups.Select(inner => Html.Of($"<li>{Group(inner)}</li>")));
        var head = group.Type switch
        {
            GroupType.All => group.MemberCount == 1 ? "" : "all of",
            GroupType.Any => group.MemberCount == 1 ? "" : "any of",
            GroupType.AtLeast => $"at least {group.Count} of",
            _ => $"at most {group.Count} of",
        };
        return Html.Of($"{(head.Length == 0 ? Html.Empty : Html.Of($"<p class=\"quiet\">{head}</p>"))}<ul>{members}</ul>");
    }

    private Html Criteria(Criteria criteria)
    {
        var first = criteria.First ? "first " : "";
        var set = criteria.CodesetId is { } id ? Html.Of($" of <em>{Set(id)}</em>") : Html.Empty;
        var source = criteria.SourceCodesetId is { } other ? Html.Of($" with source <em>{Set(other)}</em>") : Html.Empty;
        var attributes = criteria.Attributes.Count == 0 ? Html.Empty : Html.Of($" with {Attributes(criteria.Attributes)}");
        var around = criteria.Correlated is { IsEmpty: false } group ? Html.Of($", around which{Group(group)}") : Html.Empty;
        return Html.Of($"{first}{Spaced(criteria.Kind.Name)}{set}{source}{attributes}{around}");
    }

    private string Attributes(IEnumerable<CriteriaAttribute> attributes)
    {
        var texts = attributes.Select(attribute => $"{Spaced(attribute.Definition.Member)} {Value(attribute.Value)}".Trim()).ToList();
        return texts.Count == 0 ? "anything" : string.Join(" and ", texts);
    }

    private string Value(AttributeValue value) =>
        value switch
        {
            NumericRange range => Range(range.Operator, Number(range.Value), range.Extent is { } to ? Number(to) : ""),
            DateRange range => Range(range.Operator, Date(range.Value), range.Extent is { } to ? Date(to) : ""),
            ConceptList list => (list.IsExclusion ? "not " : "")
                + string.Join(" or ", list.ConceptIds.Take(5).Select(Concept))
                + (list.ConceptIds.Count > 5 ? " …" : ""),
            ConceptSetSelection { CodesetId: { } id } set => $"{(set.IsExclusion ? "not " : "")}of {Set(id)}",
            ConceptSetSelection set => set.IsExclusion ? "absent" : "present",
            TextFilter filter => $"{(filter.IsNegated ? "not " : "")}{Spaced(filter.Operator.ToString())} “{filter.Text}”",
            PeriodValue period => $"{Date(period.Period.Start)} to {Date(period.Period.End)}",
            _ => "",
        };

    private string Exit() =>
        _expression.EndStrategy switch
        {
            DateOffsetStrategy offset =>
                $"{offset.Offset} days after the event’s {(offset.FromEnd ? "end" : "start")}, or when the observation ends.",
            CustomEraStrategy era =>
                $"When {(era.DrugCodesetId is { } id ? Set(id) : "a drug")} has not been taken for {era.GapDays} days{(era.Offset > 0 ? $", plus {era.Offset} days" : "")}.",
            _ => "When the observation ends.",
        } + (_expression.EraPad > 0 ? $" Stays up to {_expression.EraPad} days apart are one." : "");

    private Html Censoring() =>
        _expression.CensoringCriteria.Count == 0
            ? Html.Empty
            : Html.Of(
                $"<p>Or earlier, with</p><ul>{_expression.CensoringCriteria.Select(criteria => Html.Of($"<li>{Criteria(criteria)}</li>"))}</ul>"
            );

    private string Set(int id) =>
        _expression.ConceptSets.FirstOrDefault(set => set.Id == id)?.Name ?? $"concept set {id}, which is missing";

    private static string Count(Occurrence occurrence)
    {
        var distinct = occurrence.DistinctColumn is null ? "" : " different";
        return occurrence.Type switch
        {
            OccurrenceType.Exactly when occurrence.Count == 0 => "no",
            OccurrenceType.Exactly => $"exactly {occurrence.Count}{distinct}",
            OccurrenceType.AtMost => $"at most {occurrence.Count}{distinct}",
            _ => $"at least {occurrence.Count}{distinct}",
        };
    }

    private static string Window(CorrelatedCriteria correlated)
    {
        var window = correlated.StartWindow;
        var text = window is { Start: { Days: null, Sign: < 0 }, End: { Days: null, Sign: > 0 } }
            ? "at any time"
            : $"from {End(window.Start, window.FromIndexEnd)} to {End(window.End, window.FromIndexEnd)}";
        return text + (correlated.RestrictVisit ? ", in the same visit" : "");
    }

    private static string End(WindowEnd end, bool isFromEnd)
    {
        var index = isFromEnd ? "the event’s end" : "the event";
        var side = end.Sign < 0 ? "before" : "after";
        return end.Days switch
        {
            0 => index,
            null => $"any time {side} {index}",
            1 => $"1 day {side} {index}",
            var days => $"{days} days {side} {index}",
        };
    }

    private static string Range(RangeOperator @operator, string value, string extent) =>
        @operator switch
        {
            RangeOperator.Less => $"below {value}",
            RangeOperator.LessOrEqual => $"at most {value}",
            RangeOperator.Equal => value,
            RangeOperator.NotEqual => $"not {value}",
            RangeOperator.Greater => $"above {value}",
            RangeOperator.GreaterOrEqual => $"at least {value}",
            RangeOperator.Between => $"{value} to {extent}",
            _ => $"not {value} to {extent}",
        };

    private static string Limit(ResultLimit limit) =>
        limit switch
        {
            ResultLimit.All => "every event",
            ResultLimit.Last => "the last event",
            _ => "the first event",
        };

    private static string Concept(int id) =>
        id is 8507 or 8532 ? SimpleDesign.GenderName(id).ToLowerInvariant() : id.ToString(CultureInfo.InvariantCulture);

    private static string Number(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Date(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "…";

    // DrugExposure is two words.
    private static string Spaced(string name) =>
        string.Concat(
                name.Select(
                    (letter, index) =>
                        index > 0 && char.IsUpper(letter) && char.IsLower(name[index - 1])
                            ? $" {char.ToLowerInvariant(letter)}"
                            : $"{letter}"
                )
            )
            .Replace(" cS", "", StringComparison.Ordinal)
            .ToLowerInvariant();
}
