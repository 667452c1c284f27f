using System.Text;
using Phederation.Fuzzing.Sending.References;

namespace Phederation.Fuzzing.Scenarios.Shapes;

/// <summary>Which earlier scenarios a scenario's steps refer to.</summary>
internal static class ScenarioNeeds
{
    /// <summary>Their numbers, ascending.</summary>
    public static IReadOnlyList<long> Of(long number, IEnumerable<ScenarioStep> steps)
    {
        var needed = new SortedSet<long>();
        foreach (var request in steps.OfType<RequestStep>().Select(step => step.Request))
        {
            foreach (var text in request.Headers.Select(header => header.Value).Append(request.Path))
            {
                ReferenceText.Replace(Encoding.UTF8.GetBytes(text), Note);
            }

            if (request.Body is { } body)
            {
                ReferenceText.Replace(body.Span, Note);
            }
        }

        needed.Remove(number);
        return [.. needed];

        string Note(CaptureReference reference)
        {
            if (reference.Scenario is { } scenario)
            {
                needed.Add(scenario);
            }

            return "";
        }
    }
}
