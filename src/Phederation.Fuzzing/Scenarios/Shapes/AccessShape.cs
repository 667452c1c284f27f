using Phederation.Fuzzing.Exchanges;

namespace Phederation.Fuzzing.Scenarios.Shapes;

/// <summary>Makes a resource as one, lets another try to read, change and remove it, and reads it as its owner.</summary>
public static class AccessShape
{
    /// <summary>The step in which its owner makes it.</summary>
    public const int Create = 0;

    /// <summary>The step in which its owner reads it.</summary>
    public const int Before = 1;

    /// <summary>The step in which another reads it.</summary>
    public const int Read = 2;

    /// <summary>The step in which another changes it.</summary>
    public const int Update = 3;

    /// <summary>The step in which another removes it.</summary>
    public const int Delete = 4;

    /// <summary>The step in which its owner reads it again. Other things that the other tries follow.</summary>
    public const int After = 5;

    /// <summary>The scenario.</summary>
    /// <param name="number">The scenario's number.</param>
    /// <param name="route">Where.</param>
    /// <param name="body">What is made: something that its owner may have and the other must not see.</param>
    /// <param name="changed">What the other tries to change it to.</param>
    /// <param name="owner">Who makes it.</param>
    /// <param name="other">Who must not reach it; <see cref="FuzzRequest.Anonymous"/> is nobody.</param>
    /// <param name="paths">Other paths that must be closed, with <c>{id}</c> for its id: its history, its versions, operations on it.</param>
    public static Scenario Build(
        long number,
        ResourceRoute route,
        ResourceBody body,
        ResourceBody changed,
        string owner,
        string other,
        IReadOnlyList<string>? paths = null
    )
    {
        var isNobody = other == FuzzRequest.Anonymous;
        var builder = new ShapeBuilder(number, isNobody ? ScenarioKinds.AccessAnonymous : ScenarioKinds.AccessStranger)
            .Create(route, body, owner)
            .Read(route, Create, owner)
            .Read(route, Create, other, RequestIntent.Forbidden)
            .Update(route, Create, changed with { Intent = RequestIntent.Forbidden }, other)
            .Delete(route, Create, other, RequestIntent.Forbidden)
            .Read(route, Create, owner);
        foreach (var path in paths ?? [])
        {
            var inner = path.Replace("{id}", ShapeBuilder.Captured(Create, "id"), StringComparison.Ordinal);
            builder.Add(
                new RequestStep
                {
                    Operation = route.Operation("read"),
                    Request = ShapeBuilder.Request("GET", inner, other),
                    Intent = RequestIntent.Forbidden,
                }
            );
        }

        return builder.Build();
    }
}
