using System.Collections;
using System.Text;
using Phederation.WebApi.Cohorts.Expressions;

namespace Phederation.WebApi.Cohorts.Checks;

/// <summary>Parts of a design as text, by which equal ones are told: records with lists in them are compared by the lists' identity.</summary>
internal static class DesignText
{
    /// <summary>The text of a part.</summary>
    public static string Of(object? part)
    {
        var text = new StringBuilder();
        Write(text, part);
        return text.ToString();
    }

    private static void Write(StringBuilder text, object? part)
    {
        switch (part)
        {
            case Criteria criteria:
                text.Append(criteria.Kind.Name)
                    .Append(criteria.CodesetId)
                    .Append('/')
                    .Append(criteria.SourceCodesetId)
                    .Append(criteria.First)
                    .Append(criteria.DateAdjustment);
                Write(text, criteria.Attributes);
                Write(text, criteria.Correlated);
                break;
            case CorrelatedCriteria correlated:
                Write(text, correlated.Criteria);
                text.Append(correlated.StartWindow)
                    .Append(correlated.EndWindow)
                    .Append(correlated.RestrictVisit)
                    .Append(correlated.IgnoreObservationPeriod)
                    .Append(correlated.Occurrence);
                break;
            case CriteriaGroup group:
                text.Append(group.Type).Append(group.Count);
                Write(text, group.Criteria);
                Write(text, group.Demographics);
                Write(text, group.Groups);
                break;
            case DemographicCriteria demographic:
                Write(text, demographic.Attributes);
                break;
            case CriteriaAttribute attribute:
                text.Append(attribute.Definition.Member);
                Write(text, attribute.Value);
                break;
            case ConceptList list:
                text.Append(list.IsExclusion).AppendJoin(',', list.ConceptIds.Order());
                break;
            case IEnumerable items and not string:
                text.Append('[');
                foreach (var item in items)
                {
                    Write(text, item);
                    text.Append(';');
                }

                text.Append(']');
                break;
            default:
                text.Append(part);
                break;
        }
    }
}
