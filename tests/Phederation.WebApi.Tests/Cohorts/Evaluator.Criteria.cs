using Phederation.WebApi.Cohorts.Expressions;

namespace Phederation.WebApi.Tests.Cohorts;

/// <summary>Criteria and groups of them.</summary>
internal sealed partial class Evaluator
{
    private static readonly string[] Points = ["Measurement", "Observation", "ProcedureOccurrence", "Death"];

    private List<FoundEvent> Events(Criteria criteria, string? column)
    {
        var found = new List<FoundEvent>();
        foreach (var person in population.Rows.Where(row => row.Kind == criteria.Kind.Name).GroupBy(row => row.Person))
        {
            var rows = person
                .Where(row => criteria.CodesetId is not { } id || _sets[id].Contains(row.Concept))
                .Where(row => criteria.SourceCodesetId is not { } id || _sets[id].Contains(row.Source))
                .OrderBy(row => row.Start)
                .ThenBy(row => row.Id);
            foreach (var row in criteria.First ? rows.Take(1) : rows)
            {
                var end = Points.Contains(row.Kind) ? row.Start.AddDays(1) : row.End ?? row.Start.AddDays(1);
                var (start, last) = (row.Start, end);
                if (criteria.DateAdjustment is { } move)
                {
                    start = (move.StartFromEnd ? end : row.Start).AddDays(move.StartOffset);
                    last = (move.EndFromEnd ? end : row.Start).AddDays(move.EndOffset);
                    if (last < start)
                    {
                        continue;
                    }
                }

                object? counted = column switch
                {
                    null => null,
                    "DOMAIN_CONCEPT" => row.Concept,
                    "START_DATE" => start,
                    "VISIT_ID" => row.Visit,
                    _ => throw new InvalidOperationException(column),
                };
                var candidate = new FoundEvent(row.Person, row.Id, start, last, row.Visit, start, counted);
                if (criteria.Attributes.All(attribute => Matches(attribute, candidate, row)))
                {
                    found.Add(candidate);
                }
            }
        }

        return criteria.Correlated is { IsEmpty: false } group
            ? [.. found.Where(candidate => Observed(candidate).Any(observed => IsFulfilled(group, observed)))]
            : found;
    }

    private IEnumerable<FoundEvent> Observed(FoundEvent found) =>
        population
            .Rows.Where(row =>
                row.Kind == "ObservationPeriod" && row.Person == found.Person && row.Start <= found.Start && found.Start <= row.End
            )
            .Select(row => found with { ObservedFrom = row.Start, ObservedTo = row.End!.Value });

    private bool Matches(CriteriaAttribute attribute, FoundEvent found, PopulationRow? row)
    {
        var person = population.Persons.Single(candidate => candidate.Id == found.Person);
        return (attribute.Definition.Member, attribute.Value) switch
        {
            ("Age" or "AgeAtStart", NumericRange range) => In(
                range.Operator,
                found.Start.Year - person.BirthYear,
                range.Value,
                range.Extent
            ),
            ("Gender", ConceptList list) => list.ConceptIds.Contains(person.Gender),
            ("OccurrenceStartDate", DateRange range) => In(range.Operator, found.Start, range.Value, range.Extent),
            ("OccurrenceEndDate", DateRange range) => In(range.Operator, found.End, range.Value, range.Extent),
            ("EraLength" or "VisitLength", NumericRange range) => In(
                range.Operator,
                found.End.DayNumber - found.Start.DayNumber,
                range.Value,
                range.Extent
            ),
            ("ValueAsNumber" or "Quantity", NumericRange range) => row!.Number is { } number
                && In(range.Operator, number, range.Value, range.Extent),
            ("ConditionType" or "DrugType", ConceptList list) => list.ConceptIds.Contains(row!.Type) != list.IsExclusion,
            ("VisitType", ConceptList list) => row!.Visit is { } visit
                && population.Rows.Any(other =>
                    other.Kind == "VisitOccurrence" && other.Id == visit && list.ConceptIds.Contains(other.Concept)
                ),
            _ => throw new InvalidOperationException(attribute.Definition.Member),
        };
    }

    private bool IsFulfilled(CriteriaGroup group, FoundEvent index)
    {
        if (group.IsEmpty)
        {
            return true;
        }

        var count =
            group.Criteria.Count(criteria => IsFulfilled(criteria, index))
            + group.Demographics.Count(demographic => demographic.Attributes.All(attribute => Matches(attribute, index, row: null)))
            + group.Groups.Count(inner => IsFulfilled(inner, index));
        return group.Type switch
        {
            GroupType.All => count == group.MemberCount,
            GroupType.Any => count > 0,
            GroupType.AtLeast => count >= group.Count,
            _ => count <= group.Count,
        };
    }

    private bool IsFulfilled(CorrelatedCriteria correlated, FoundEvent index)
    {
        var isObserved = !correlated.IgnoreObservationPeriod;
        var matches = Events(correlated.Criteria, correlated.Occurrence.DistinctColumn)
            .Where(other => other.Person == index.Person)
            .Where(other => !isObserved || (other.Start >= index.ObservedFrom && other.Start <= index.ObservedTo))
            .Where(other => IsIn(correlated.StartWindow, index, other, isObserved))
            .Where(other => correlated.EndWindow is not { } window || IsIn(window, index, other, isObserved))
            .Where(other => !correlated.RestrictVisit || (other.Visit is not null && other.Visit == index.Visit))
            .ToList();
        var count = correlated.Occurrence.DistinctColumn is null
            ? matches.Count
            : matches.Select(other => other.Counted).Where(value => value is not null).Distinct().Count();
        return correlated.Occurrence.Type switch
        {
            // Circe joins what must be there and left-joins what may be absent: of nothing at all, "exactly 2" and "at least 2" are false either way.
            OccurrenceType.Exactly => count == correlated.Occurrence.Count,
            OccurrenceType.AtMost => count <= correlated.Occurrence.Count,
            _ => count >= correlated.Occurrence.Count,
        };
    }

    private static bool IsIn(TimeWindow window, FoundEvent index, FoundEvent other, bool isObserved)
    {
        var from = window.FromIndexEnd ? index.End : index.Start;
        var date = window.OfEventEnd ? other.End : other.Start;
        var start = Bound(window.Start);
        var end = Bound(window.End);
        return (start is null || date >= start) && (end is null || date <= end);

        DateOnly? Bound(WindowEnd bound) =>
            bound.Days is { } days ? from.AddDays(days * bound.Sign)
            : !isObserved ? null
            : bound.Sign < 0 ? index.ObservedFrom
            : index.ObservedTo;
    }

    private static bool In<T>(RangeOperator @operator, T actual, T value, T? extent)
        where T : struct, IComparable<T> =>
        @operator switch
        {
            RangeOperator.Less => actual.CompareTo(value) < 0,
            RangeOperator.LessOrEqual => actual.CompareTo(value) <= 0,
            RangeOperator.Equal => actual.CompareTo(value) == 0,
            RangeOperator.NotEqual => actual.CompareTo(value) != 0,
            RangeOperator.Greater => actual.CompareTo(value) > 0,
            RangeOperator.GreaterOrEqual => actual.CompareTo(value) >= 0,
            RangeOperator.Between => actual.CompareTo(value) >= 0 && actual.CompareTo(extent!.Value) <= 0,
            _ => !(actual.CompareTo(value) >= 0 && actual.CompareTo(extent!.Value) <= 0),
        };
}
