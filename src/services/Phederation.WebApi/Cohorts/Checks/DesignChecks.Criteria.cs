using Phederation.WebApi.Cohorts.Expressions;
using static Phederation.WebApi.Cohorts.Checks.CheckSeverity;

namespace Phederation.WebApi.Cohorts.Checks;

/// <summary>Findings in single criteria.</summary>
internal sealed partial class DesignChecks
{
    private void Criteria()
    {
        foreach (var placed in _criteria)
        {
            var (criteria, place, correlation) = placed;
            var name = criteria.Kind.Name;
            if (criteria.Kind.Concept is not null && criteria.CodesetId is null && criteria.SourceCodesetId is null && name != "Death")
            {
                Add(WARNING, $"{name} of {place} has no concept set: any concept counts.");
            }

            if (name is "DrugEra" && place == "initial event")
            {
                Add(INFO, $"Eras of drugs in {place} may end too early or too late where the days of supply are not recorded.");
            }

            if (criteria.Attributes.Any(attribute => attribute.Definition.Kind == AttributeKind.Unsupported) || name == "LocationRegion")
            {
                Add(CRITICAL, $"{name} of {place} asks for what the OMOP CDM 5.3.1 does not have.");
            }

            Ranges(name, place, criteria.Attributes);
            if (correlation is not null)
            {
                Correlation(correlation, name, place);
            }
        }
    }

    private void Correlation(CorrelatedCriteria correlation, string name, string place)
    {
        var (type, count, _) = correlation.Occurrence;
        if (type == OccurrenceType.AtLeast && count == 0)
        {
            Add(WARNING, $"\"At least 0\" {name} of {place} demands nothing: was \"exactly 0\" or \"at least 1\" meant?");
        }

        foreach (var window in new[] { correlation.StartWindow, correlation.EndWindow }.OfType<TimeWindow>())
        {
            if (window.Start.Days < 0 || window.End.Days < 0)
            {
                Add(CRITICAL, $"A time window of {name} in {place} has a negative number of days.");
            }

            if (Day(window.Start) is { } start && Day(window.End) is { } end && start > end)
            {
                Add(CRITICAL, $"A time window of {name} in {place} ends before it starts.");
            }
        }

        var days = correlation.StartWindow;
        if (name == "Death" && days.End is ({ Sign: < 0 } or { Days: 0 }))
        {
            Add(WARNING, $"{name} of {place} is looked for before the index event; events after a death are often not recorded.");
        }

        if (
            _expression.Primary is { } primary
            && !correlation.IgnoreObservationPeriod
            && days.Start is { Sign: < 0, Days: { } before }
            && before > primary.Window.PriorDays
            && before > 0
        )
        {
            Add(INFO, $"{name} of {place} looks back {before} days, but only {primary.Window.PriorDays} days of observation are required.");
        }
    }

    private void Ranges(string name, string place, IEnumerable<CriteriaAttribute> attributes)
    {
        foreach (var attribute in attributes)
        {
            var member = attribute.Definition.Member;
            switch (attribute.Value)
            {
                case NumericRange { Extent: { } extent } range when range.Value > extent:
                case DateRange { Extent: { } last } dates when dates.Value > last:
                    Add(CRITICAL, $"{member} of {name} in {place} starts after it ends.");
                    break;
                case NumericRange { Value: < 0 } when member is not "ValueAsNumber" and not "RangeLow" and not "RangeHigh":
                    Add(CRITICAL, $"{member} of {name} in {place} is negative.");
                    break;
                case DateRange range when range.Value.Year is < 1900 or > 2100:
                    Add(WARNING, $"{member} of {name} in {place} has a date that is probably mistyped.");
                    break;
            }
        }
    }

    private static int? Day(WindowEnd end) => end.Days * end.Sign;
}
