using Phederation.WebApi.Cohorts.Expressions;

namespace Phederation.WebApi.Cohorts.Checks;

/// <summary>Goes through all parts of a design.</summary>
internal static class DesignWalk
{
    /// <summary>All criteria, those inside others too.</summary>
    public static IEnumerable<PlacedCriteria> Criteria(CohortExpression expression) =>
        [
            .. (expression.Primary?.Criteria ?? []).SelectMany(criteria => Inside(criteria, "initial event", correlation: null)),
            .. expression.Additional is { } group ? Criteria(group, "additional criteria") : [],
            .. expression.InclusionRules.SelectMany(rule =>
                rule.Expression is { } inner ? Criteria(inner, $"inclusion rule \"{rule.Name}\"") : []
            ),
            .. expression.CensoringCriteria.SelectMany(criteria => Inside(criteria, "censoring events", correlation: null)),
        ];

    /// <summary>All groups, those inside criteria too.</summary>
    public static IEnumerable<(CriteriaGroup Group, string Place)> Groups(CohortExpression expression)
    {
        var top = new List<(CriteriaGroup, string)>();
        if (expression.Additional is { } additional)
        {
            top.Add((additional, "additional criteria"));
        }

        top.AddRange(
            expression
                .InclusionRules.Where(rule => rule.Expression is not null)
                .Select(rule => (rule.Expression!, $"inclusion rule \"{rule.Name}\""))
        );
        var nested = Criteria(expression)
            .Where(placed => placed.Criteria.Correlated is not null)
            .Select(placed => (placed.Criteria.Correlated!, placed.Place));
        return top.Concat(nested).SelectMany(pair => Below(pair.Item1).Select(group => (group, pair.Item2)));
    }

    private static IEnumerable<PlacedCriteria> Criteria(CriteriaGroup group, string place) =>
        group
            .Criteria.SelectMany(correlated => Inside(correlated.Criteria, place, correlated))
            .Concat(group.Groups.SelectMany(inner => Criteria(inner, place)));

    private static IEnumerable<PlacedCriteria> Inside(Criteria criteria, string place, CorrelatedCriteria? correlation) =>
        criteria.Correlated is { } group
            ? Criteria(group, $"{place}, nested in {criteria.Kind.Name}").Prepend(new PlacedCriteria(criteria, place, correlation))
            : [new PlacedCriteria(criteria, place, correlation)];

    private static IEnumerable<CriteriaGroup> Below(CriteriaGroup group) => group.Groups.SelectMany(Below).Prepend(group);
}
