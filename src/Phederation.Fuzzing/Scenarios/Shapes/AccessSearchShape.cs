using System.Text;

namespace Phederation.Fuzzing.Scenarios.Shapes;

/// <summary>Makes a resource as one, and lets another look for it in every form.</summary>
public static class AccessSearchShape
{
    /// <summary>The step in which its owner makes it.</summary>
    public const int Create = 0;

    /// <summary>The first of the forms; the others follow.</summary>
    public const int First = 1;

    /// <summary>The scenario.</summary>
    /// <param name="number">The scenario's number.</param>
    /// <param name="route">Where it is made.</param>
    /// <param name="body">What is made: something that its owner may have and the other must not see.</param>
    /// <param name="owner">Who makes it.</param>
    /// <param name="other">Who must not find it.</param>
    /// <param name="forms">The forms; <see cref="AccessForms"/> has those of FHIR.</param>
    public static Scenario Build(
        long number,
        ResourceRoute route,
        ResourceBody body,
        string owner,
        string other,
        IReadOnlyList<AccessForm> forms
    )
    {
        var id = ShapeBuilder.Captured(Create, "id");
        var builder = new ShapeBuilder(number, ScenarioKinds.AccessSearch).Create(route, body, owner);
        foreach (var form in forms)
        {
            var request = ShapeBuilder.Request(form.Method, form.Path.Replace("{id}", id, StringComparison.Ordinal), other);
            builder.Add(
                new RequestStep
                {
                    Operation = form.Operation,
                    Request = form.Body is { } text
                        ? request with
                        {
                            ContentType = form.MediaType,
                            Body = Encoding.UTF8.GetBytes(text.Replace("{id}", id, StringComparison.Ordinal)),
                        }
                        : request,
                    Intent = RequestIntent.Open,
                }
            );
        }

        return builder.Build();
    }
}
