using System.Linq.Expressions;
using System.Runtime.CompilerServices;

namespace Nuke.Common;

/// <summary>
/// How a target is described. The part of Nuke.Common's interface that this build uses, with the same signatures: a build class
/// written against it compiles against the package too.
/// </summary>
public interface ITargetDefinition
{
    /// <summary>The line of the help.</summary>
    ITargetDefinition Description(string description);

    /// <summary>Work to do, in the order given.</summary>
    ITargetDefinition Executes(params Action[] actions);

    /// <summary>Work to do whose result is not used.</summary>
    ITargetDefinition Executes<T>(Func<T> action);

    /// <summary>Asynchronous work to do.</summary>
    ITargetDefinition Executes(Func<Task> action);

    /// <summary>Targets that are pulled into the plan and run before this one.</summary>
    ITargetDefinition DependsOn(params Target[] targets);

    /// <summary>Targets that get this one as a dependency.</summary>
    ITargetDefinition DependentFor(params Target[] targets);

    /// <summary>Targets that run after this one if both are in the plan.</summary>
    ITargetDefinition Before(params Target[] targets);

    /// <summary>Targets that run before this one if both are in the plan.</summary>
    ITargetDefinition After(params Target[] targets);

    /// <summary>Targets that are pulled into the plan and run after this one.</summary>
    ITargetDefinition Triggers(params Target[] targets);

    /// <summary>Targets that pull this one into the plan, to run after them.</summary>
    ITargetDefinition TriggeredBy(params Target[] targets);

    /// <summary>Parameters that must be given (not null, not blank) before anything runs.</summary>
    ITargetDefinition Requires<T>(Expression<Func<T>> parameterRequirement, params Expression<Func<T>>[] parameterRequirements)
        where T : class?;

    /// <summary>Parameters of value types that must be given before anything runs.</summary>
    ITargetDefinition Requires<T>(Expression<Func<T?>> parameterRequirement, params Expression<Func<T?>>[] parameterRequirements)
        where T : struct;

    /// <summary>Conditions that must hold before anything runs.</summary>
    ITargetDefinition Requires(Expression<Func<bool>> requirement, params Expression<Func<bool>>[] requirements);

    /// <summary>Skips the target unless the condition holds before anything ran.</summary>
    ITargetDefinition OnlyWhenStatic(
        Func<bool> condition,
        [CallerArgumentExpression(nameof(condition))] string? conditionExpression = null
    );

    /// <summary>Skips the target unless the condition holds when its turn comes.</summary>
    ITargetDefinition OnlyWhenDynamic(
        Func<bool> condition,
        [CallerArgumentExpression(nameof(condition))] string? conditionExpression = null
    );

    /// <summary>What becomes of dependencies that only this target needs when it is skipped.</summary>
    ITargetDefinition WhenSkipped(DependencyBehavior dependencyBehavior);

    /// <summary>Files that the target makes, for the help.</summary>
    ITargetDefinition Produces(params string[] artifacts);

    /// <summary>The plan goes on after a failure of this target; the build still fails in the end.</summary>
    ITargetDefinition ProceedAfterFailure();

    /// <summary>The target runs even when an earlier one failed.</summary>
    ITargetDefinition AssuredAfterFailure();

    /// <summary>Leaves the target out of the help.</summary>
    ITargetDefinition Unlisted();
}
