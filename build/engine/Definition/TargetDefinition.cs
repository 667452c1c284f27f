using System.Linq.Expressions;

namespace Nuke.Common.Execution;

/// <summary>What a target's lambda said, before the links are resolved.</summary>
internal sealed class TargetDefinition : ITargetDefinition
{
    public string? Text { get; private set; }
    public bool IsListed { get; private set; } = true;
    public bool Proceeds { get; private set; }
    public bool IsAssured { get; private set; }
    public DependencyBehavior WhenSkippedBehavior { get; private set; } = DependencyBehavior.Skip;
    public List<Func<Task>> Actions { get; } = [];
    public List<Requirement> Requirements { get; } = [];
    public List<Condition> StaticConditions { get; } = [];
    public List<Condition> DynamicConditions { get; } = [];
    public List<string> Artifacts { get; } = [];
    public Dictionary<LinkKind, List<Target>> Links { get; } = [];

    public ITargetDefinition Description(string description) => With(() => Text = description);

    public ITargetDefinition Executes(params Action[] actions) => With(() => Actions.AddRange(actions.Select(Wrap)));

    public ITargetDefinition Executes<T>(Func<T> action) => With(() => Actions.Add(Wrap(() => action())));

    public ITargetDefinition Executes(Func<Task> action) => With(() => Actions.Add(action));

    public ITargetDefinition DependsOn(params Target[] targets) => Link(LinkKind.DependsOn, targets);

    public ITargetDefinition DependentFor(params Target[] targets) => Link(LinkKind.DependentFor, targets);

    public ITargetDefinition Before(params Target[] targets) => Link(LinkKind.Before, targets);

    public ITargetDefinition After(params Target[] targets) => Link(LinkKind.After, targets);

    public ITargetDefinition Triggers(params Target[] targets) => Link(LinkKind.Triggers, targets);

    public ITargetDefinition TriggeredBy(params Target[] targets) => Link(LinkKind.TriggeredBy, targets);

    public ITargetDefinition Requires<T>(Expression<Func<T>> parameterRequirement, params Expression<Func<T>>[] parameterRequirements)
        where T : class? => Require([parameterRequirement, .. parameterRequirements]);

    public ITargetDefinition Requires<T>(Expression<Func<T?>> parameterRequirement, params Expression<Func<T?>>[] parameterRequirements)
        where T : struct => Require([parameterRequirement, .. parameterRequirements]);

    public ITargetDefinition Requires(Expression<Func<bool>> requirement, params Expression<Func<bool>>[] requirements) =>
        Require([requirement, .. requirements]);

    public ITargetDefinition OnlyWhenStatic(Func<bool> condition, string? conditionExpression = null) =>
        With(() => StaticConditions.Add(new Condition(condition, conditionExpression)));

    public ITargetDefinition OnlyWhenDynamic(Func<bool> condition, string? conditionExpression = null) =>
        With(() => DynamicConditions.Add(new Condition(condition, conditionExpression)));

    public ITargetDefinition WhenSkipped(DependencyBehavior dependencyBehavior) => With(() => WhenSkippedBehavior = dependencyBehavior);

    public ITargetDefinition Produces(params string[] artifacts) => With(() => Artifacts.AddRange(artifacts));

    public ITargetDefinition ProceedAfterFailure() => With(() => Proceeds = true);

    public ITargetDefinition AssuredAfterFailure() => With(() => IsAssured = true);

    public ITargetDefinition Unlisted() => With(() => IsListed = false);

    private static Func<Task> Wrap(Action action) =>
        () =>
        {
            action();
            return Task.CompletedTask;
        };

    private TargetDefinition Link(LinkKind kind, Target[] targets) =>
        With(() => (Links.TryGetValue(kind, out var known) ? known : Links[kind] = []).AddRange(targets));

    private TargetDefinition Require(IEnumerable<LambdaExpression> requirements) =>
        With(() => Requirements.AddRange(requirements.Select(requirement => new Requirement(requirement))));

    private TargetDefinition With(Action change)
    {
        change();
        return this;
    }
}
