namespace Nuke.Common.Execution;

/// <summary>A target with its links resolved, and how it fared in this run.</summary>
public sealed class ExecutableTarget
{
    private readonly TargetDefinition _definition;

    internal ExecutableTarget(string name, Target factory, TargetDefinition definition)
    {
        Name = name;
        Factory = factory;
        _definition = definition;
    }

    /// <summary>The name of its property.</summary>
    public string Name { get; }

    /// <summary>The line of the help.</summary>
    public string? Description => _definition.Text;

    /// <summary>Whether the command line (or, without a target there, the default) named it.</summary>
    public bool Invoked { get; internal set; }

    /// <summary>Where it stands.</summary>
    public ExecutionStatus Status { get; internal set; }

    /// <summary>How long it ran.</summary>
    public TimeSpan Duration { get; internal set; }

    internal Target Factory { get; }
    internal bool IsDefault { get; set; }
    internal bool IsListed => _definition.IsListed;
    internal bool ProceedsAfterFailure => _definition.Proceeds;
    internal bool IsAssuredAfterFailure => _definition.IsAssured;
    internal DependencyBehavior DependencyBehavior => _definition.WhenSkippedBehavior;
    internal IReadOnlyList<Func<Task>> Actions => _definition.Actions;
    internal IReadOnlyList<Requirement> Requirements => _definition.Requirements;
    internal IReadOnlyList<Condition> StaticConditions => _definition.StaticConditions;
    internal IReadOnlyList<Condition> DynamicConditions => _definition.DynamicConditions;
    internal IReadOnlyList<string> Artifacts => _definition.Artifacts;

    /// <summary>Pulled in and run before.</summary>
    internal List<ExecutableTarget> Dependencies { get; } = [];

    /// <summary>Run before, if in the plan.</summary>
    internal List<ExecutableTarget> Predecessors { get; } = [];

    /// <summary>Pulled in and run after.</summary>
    internal List<ExecutableTarget> Triggered { get; } = [];

    /// <summary>Notes of the summary table.</summary>
    internal Dictionary<string, string> Notes { get; set; } = [];

    /// <summary>Why it was skipped.</summary>
    internal string? SkipReason { get; set; }

    internal IEnumerable<Target> LinksOf(LinkKind kind) => _definition.Links.TryGetValue(kind, out var targets) ? targets : [];

    /// <inheritdoc />
    public override string ToString() => Name;
}
