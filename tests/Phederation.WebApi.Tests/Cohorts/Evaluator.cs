using Phederation.WebApi.Cohorts.Expressions;
using Phederation.WebApi.ConceptSets;

namespace Phederation.WebApi.Tests.Cohorts;

/// <summary>
/// Finds a cohort's members by going through a population record by record: no more than loops over what the definition says, to hold the SQL
/// against.
/// </summary>
internal sealed partial class Evaluator(Population population, CohortExpression expression)
{
    private readonly Dictionary<int, HashSet<int>> _sets = expression.ConceptSets.ToDictionary(
        set => set.Id,
        set => Resolve(set.Expression)
    );

    /// <summary>The members.</summary>
    public IReadOnlyList<Stay> Stays()
    {
        var included = new List<FoundEvent>();
        foreach (var events in Qualified().GroupBy(found => found.Person))
        {
            var fulfilling = events.Where(found =>
                expression.InclusionRules.All(rule => rule.Expression is null || IsFulfilled(rule.Expression, found))
            );
            included.AddRange(Limited(fulfilling, expression.ExpressionLimit));
        }

        var stays = new List<Stay>();
        foreach (var person in included.GroupBy(found => found.Person))
        {
            var own = person.Select(found =>
                (found.Start, End: Ends(found).Where(end => end >= found.Start).Order().Cast<DateOnly?>().FirstOrDefault())
            );
            var padded = own.Where(stay => stay.End is not null).Select(stay => (stay.Start, stay.End!.Value.AddDays(expression.EraPad)));
            stays.AddRange(Merge(padded).Select(stay => new Stay(person.Key, stay.Start, stay.End.AddDays(-expression.EraPad))));
        }

        return [.. stays.Select(Censored).Where(stay => stay.Start <= stay.End).OrderBy(stay => stay.Person).ThenBy(stay => stay.Start)];
    }

    /// <summary>How many entry events there are, and how many of them fulfil all rules.</summary>
    public (int Base, int Final) Counts()
    {
        var qualified = Qualified().ToList();
        return (
            qualified.Count,
            qualified.Count(found => expression.InclusionRules.All(rule => rule.Expression is null || IsFulfilled(rule.Expression, found)))
        );
    }

    /// <summary>The concepts of a set.</summary>
    public static HashSet<int> Resolve(ConceptSetExpression set)
    {
        var result = Side(isExcluded: false);
        result.ExceptWith(Side(isExcluded: true));
        return result;

        HashSet<int> Side(bool isExcluded)
        {
            var all = new HashSet<int>();
            foreach (var item in set.Items.Where(item => item.IsExcluded == isExcluded))
            {
                var own =
                    item.IncludeDescendants && Population.Descendants.TryGetValue(item.ConceptId, out var more) ? more : [item.ConceptId];
                all.UnionWith(own);
                if (item.IncludeMapped && own.Contains(2))
                {
                    all.Add(21);
                }
            }

            return all;
        }
    }

    private List<FoundEvent> Qualified()
    {
        var primary = expression.Primary!;
        var qualified = new List<FoundEvent>();
        foreach (var person in primary.Criteria.SelectMany(criteria => Events(criteria, column: null)).GroupBy(found => found.Person))
        {
            var observed = person
                .SelectMany(Observed)
                .Where(found => found.ObservedFrom.AddDays(primary.Window.PriorDays) <= found.Start)
                .Where(found => found.Start.AddDays(primary.Window.PostDays) <= found.ObservedTo);
            var ordered =
                primary.Limit == ResultLimit.Last ? observed.OrderByDescending(found => found.Sort) : observed.OrderBy(found => found.Sort);
            var numbered = ordered
                .ThenBy(found => found.Id)
                .ThenBy(found => found.End)
                .ThenBy(found => found.Start)
                .Select((found, index) => found with { Number = index + 1 });
            var limited = primary.Limit == ResultLimit.All ? numbered : numbered.Take(1);
            if (expression.Additional is { } group)
            {
                limited = Limited(limited.Where(found => IsFulfilled(group, found)), expression.QualifiedLimit);
            }

            qualified.AddRange(limited);
        }

        return qualified;
    }

    private IEnumerable<DateOnly> Ends(FoundEvent found)
    {
        switch (expression.EndStrategy)
        {
            case DateOffsetStrategy offset:
                var end = (offset.FromEnd ? found.End : found.Start).AddDays(offset.Offset);
                yield return end > found.ObservedTo ? found.ObservedTo : end;
                break;
            case CustomEraStrategy era:
                yield return found.ObservedTo;
                foreach (var (from, to) in DrugEras(era, found.Person))
                {
                    if (from <= found.Start && found.Start <= to)
                    {
                        yield return to;
                    }
                }

                break;
            default:
                yield return found.ObservedTo;
                break;
        }

        foreach (var criteria in expression.CensoringCriteria)
        {
            var dates = Events(criteria, column: null)
                .Where(other => other.Person == found.Person && other.Start >= found.Start && other.Start <= found.ObservedTo)
                .Select(other => other.Start)
                .ToList();
            if (dates.Count > 0)
            {
                yield return dates.Min();
            }
        }
    }

    private IEnumerable<(DateOnly Start, DateOnly End)> DrugEras(CustomEraStrategy era, int person)
    {
        var set = _sets[era.DrugCodesetId!.Value];
        var exposures = population
            .Rows.Where(row =>
                row.Kind == "DrugExposure" && row.Person == person && (set.Contains(row.Concept) || set.Contains(row.Source))
            )
            .Select(row =>
                (
                    row.Start,
                    (era.DaysSupplyOverride is { } days ? row.Start.AddDays(days) : row.End!.Value).AddDays(era.GapDays + era.Offset)
                )
            );
        return Merge(exposures).Select(merged => (merged.Start, merged.End.AddDays(-era.GapDays)));
    }

    private Stay Censored(Stay stay) =>
        stay with
        {
            Start = expression.CensorWindow?.Start is { } start && start > stay.Start ? start : stay.Start,
            End = expression.CensorWindow?.End is { } end && end < stay.End ? end : stay.End,
        };

    private static IEnumerable<FoundEvent> Limited(IEnumerable<FoundEvent> events, ResultLimit limit) =>
        limit switch
        {
            ResultLimit.All => events,
            ResultLimit.Last => events.OrderByDescending(found => found.Start).ThenBy(found => found.Number).Take(1),
            _ => events.OrderBy(found => found.Start).ThenBy(found => found.Number).Take(1),
        };

    private static List<(DateOnly Start, DateOnly End)> Merge(IEnumerable<(DateOnly Start, DateOnly End)> spans)
    {
        var merged = new List<(DateOnly Start, DateOnly End)>();
        foreach (var (start, end) in spans.OrderBy(span => span.Start).ThenBy(span => span.End))
        {
            if (merged.Count > 0 && merged[^1].End >= start)
            {
                merged[^1] = (merged[^1].Start, end > merged[^1].End ? end : merged[^1].End);
            }
            else
            {
                merged.Add((start, end));
            }
        }

        return merged;
    }
}
