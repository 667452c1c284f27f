using Phederation.WebApi.Cohorts.Expressions;
using static Phederation.WebApi.Cohorts.Checks.CheckSeverity;

namespace Phederation.WebApi.Cohorts.Checks;

/// <summary>Looks for what in a design is missing, can't be fulfilled, or is probably not meant. The kinds of findings are those of Circe.</summary>
internal sealed partial class DesignChecks
{
    private readonly CohortExpression _expression;
    private readonly List<PlacedCriteria> _criteria;
    private readonly List<CheckWarning> _warnings = [];

    private DesignChecks(CohortExpression expression)
    {
        _expression = expression;
        _criteria = [.. DesignWalk.Criteria(expression)];
    }

    /// <summary>All findings.</summary>
    public static CheckResult Of(CohortExpression expression)
    {
        var checks = new DesignChecks(expression);
        checks.InitialEvent();
        checks.ConceptSets();
        checks.References();
        checks.Exit();
        checks.Limits();
        checks.Rules();
        checks.Groups();
        checks.Criteria();
        checks.Duplicates();
        return new CheckResult(checks._warnings);
    }

    private void InitialEvent()
    {
        if (_expression.Primary is not { Criteria.Count: > 0 })
        {
            Add(CRITICAL, "The design has no initial event.");
        }
    }

    private void ConceptSets()
    {
        var used = UsedSets().ToHashSet();
        foreach (var set in _expression.ConceptSets)
        {
            if (set.Expression.Items.Count == 0)
            {
                AddSet(CRITICAL, $"The concept set \"{set.Name}\" is empty.", set.Id);
            }
            else if (set.Expression.Items.All(item => item.IsExcluded))
            {
                AddSet(CRITICAL, $"The concept set \"{set.Name}\" only excludes concepts, so that none is left.", set.Id);
            }

            if (!used.Contains(set.Id))
            {
                AddSet(WARNING, $"The concept set \"{set.Name}\" is not used.", set.Id);
            }
        }

        var alike = _expression
            .ConceptSets.Where(set => set.Expression.Items.Count > 0)
            .GroupBy(set =>
                string.Join(
                    ';',
                    set.Expression.Items.Select(item =>
                            (item.ConceptId, item.IsExcluded, item.IncludeDescendants, item.IncludeMapped).ToString()
                        )
                        .Order()
                )
            );
        foreach (var group in alike.Where(group => group.Count() > 1))
        {
            var first = group.First();
            foreach (var other in group.Skip(1))
            {
                AddSet(WARNING, $"The concept sets \"{first.Name}\" and \"{other.Name}\" hold the same concepts.", other.Id);
            }
        }

        if (_expression.EndStrategy is CustomEraStrategy)
        {
            return;
        }

        var drugs = _expression.ConceptSets.Where(set =>
            set.Expression.Items.Any(item => item.DomainId == "Drug")
            && _criteria.Any(placed => placed.Place == "initial event" && placed.Criteria.CodesetId == set.Id)
        );
        foreach (var set in drugs)
        {
            AddSet(INFO, $"The drugs of \"{set.Name}\" begin the cohort, but its end does not depend on how long they are taken.", set.Id);
        }
    }

    private void References()
    {
        var there = _expression.ConceptSets.Select(set => set.Id).ToHashSet();
        foreach (var id in UsedSets().Distinct().Where(id => !there.Contains(id)))
        {
            Add(CRITICAL, $"The concept set {id} is used, but the design does not hold it.");
        }
    }

    private void Exit()
    {
        switch (_expression.EndStrategy)
        {
            case CustomEraStrategy { DrugCodesetId: null }:
                Add(CRITICAL, "The end by continuous drug use has no concept set.");
                break;
            case DateOffsetStrategy { FromEnd: false, Offset: <= 0 }:
                Add(WARNING, "The end is 0 days after the start, or before it: give it more days.");
                break;
        }

        var isAll =
            _expression.Primary?.Limit == ResultLimit.All
            && _expression.ExpressionLimit == ResultLimit.All
            && (_expression.Additional is null || _expression.QualifiedLimit == ResultLimit.All);
        if (isAll && _expression.EndStrategy is null)
        {
            Add(WARNING, "All events enter the cohort, but no end is given: a person's later events lie inside the first stay.");
        }

        if (_expression.CensorWindow is { Start: { } start, End: { } end } && start > end)
        {
            Add(CRITICAL, "The censor window ends before it starts.");
        }
    }

    // All events can be narrowed down to the first or the last; what is narrowed down can't be widened again.
    private void Limits()
    {
        var initial = Weight(_expression.Primary?.Limit ?? ResultLimit.First);
        var qualified = _expression.Additional is null ? initial : Weight(_expression.QualifiedLimit);
        if (qualified > initial)
        {
            Add(WARNING, "The limit of the additional criteria has no effect: the initial events are limited to one already.");
        }

        if (Weight(_expression.ExpressionLimit) > Math.Min(initial, qualified))
        {
            Add(WARNING, "The limit of the qualifying events has no effect: earlier limits leave one event already.");
        }

        static int Weight(ResultLimit limit) => limit == ResultLimit.All ? 1 : 0;
    }

    private void Rules()
    {
        foreach (var rule in _expression.InclusionRules.Where(rule => rule.Expression is null or { IsEmpty: true }))
        {
            _warnings.Add(new CheckWarning("IncompleteRuleWarning", CRITICAL, $"The inclusion rule \"{rule.Name}\" demands nothing."));
        }
    }

    private void Groups()
    {
        foreach (var (group, place) in DesignWalk.Groups(_expression))
        {
            if (group.Type == GroupType.AtLeast && group.Count > group.MemberCount)
            {
                Add(CRITICAL, $"A group of {place} wants at least {group.Count} of {group.MemberCount} criteria.");
            }

            foreach (var demographic in group.Demographics)
            {
                Ranges("demographic criteria", place, demographic.Attributes);
                if (demographic.Attributes.Count == 0)
                {
                    Add(WARNING, $"Demographic criteria of {place} demand nothing.");
                }
            }
        }
    }

    private void Duplicates()
    {
        foreach (var (group, place) in DesignWalk.Groups(_expression))
        {
            var texts = group.Criteria.Select(Text).ToList();
            foreach (
                var name in group
                    .Criteria.Where((criteria, index) => texts.IndexOf(Text(criteria)) < index)
                    .Select(criteria => criteria.Criteria.Kind.Name)
            )
            {
                Add(WARNING, $"Two {name} criteria of {place} are probably the same.");
            }
        }

        var initial = (_expression.Primary?.Criteria ?? []).Select(Text).ToList();
        if (initial.Distinct().Count() < initial.Count)
        {
            Add(WARNING, "Two criteria of the initial event are probably the same.");
        }

        static string Text(object criteria) => DesignText.Of(criteria);
    }

    private IEnumerable<int> UsedSets()
    {
        foreach (var placed in _criteria)
        {
            foreach (
                var id in new[] { placed.Criteria.CodesetId, placed.Criteria.SourceCodesetId }
                    .OfType<int>()
                    .Concat(Selected(placed.Criteria.Attributes))
            )
            {
                yield return id;
            }
        }

        foreach (
            var id in DesignWalk
                .Groups(_expression)
                .SelectMany(pair => pair.Group.Demographics)
                .SelectMany(item => Selected(item.Attributes))
        )
        {
            yield return id;
        }

        if (_expression.EndStrategy is CustomEraStrategy { DrugCodesetId: { } drug })
        {
            yield return drug;
        }
    }

    private static IEnumerable<int> Selected(IEnumerable<CriteriaAttribute> attributes) =>
        attributes
            .Select(attribute => attribute.Value)
            .OfType<ConceptSetSelection>()
            .Select(selection => selection.CodesetId)
            .OfType<int>();

    private void Add(CheckSeverity severity, string message) => _warnings.Add(new CheckWarning("DefaultWarning", severity, message));

    private void AddSet(CheckSeverity severity, string message, int set) =>
        _warnings.Add(new CheckWarning("ConceptSetWarning", severity, message, set));
}
