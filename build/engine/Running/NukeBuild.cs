using System.Linq.Expressions;
using Nuke.Common.Execution;
using Nuke.Common.IO;

namespace Nuke.Common;

/// <summary>
/// The base of a build class: its properties of type <see cref="Target" /> are the targets, its members with
/// <see cref="ParameterAttribute" /> the parameters. <c>static int Main() => Execute&lt;Build&gt;(x => x.Compile);</c> runs it.
/// </summary>
public abstract partial class NukeBuild
{
    /// <summary>The root folder of the build.</summary>
    public static AbsolutePath RootDirectory => AbsolutePath.Create(BuildContext.Current.Root);

    /// <summary>The folder <c>.nuke/temp</c>, which is never committed.</summary>
    public static AbsolutePath TemporaryDirectory => (RootDirectory / ".nuke" / "temp").CreateDirectory();

    /// <summary>Whether a build server runs the build.</summary>
    public static bool IsServerBuild =>
        string.Equals(BuildContext.Current.Environment.GetValueOrDefault("CI"), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a person runs the build.</summary>
    public static bool IsLocalBuild => !IsServerBuild;

    /// <summary>How much is printed.</summary>
    public static Verbosity Verbosity => BuildContext.Current.Output.Verbosity;

    /// <summary>The targets to run, in their order.</summary>
    public IReadOnlyCollection<ExecutableTarget> ExecutionPlan { get; internal set; } = [];

    /// <summary>The targets that the command line named.</summary>
    public IReadOnlyCollection<ExecutableTarget> InvokedTargets => [.. ExecutionPlan.Where(target => target.Invoked)];

    /// <summary>The targets left out.</summary>
    public IReadOnlyCollection<ExecutableTarget> SkippedTargets => With(ExecutionStatus.Skipped);

    /// <summary>The targets whose turn has not come.</summary>
    public IReadOnlyCollection<ExecutableTarget> ScheduledTargets => With(ExecutionStatus.Scheduled);

    /// <summary>The target at work.</summary>
    public IReadOnlyCollection<ExecutableTarget> RunningTargets => With(ExecutionStatus.Running);

    /// <summary>The targets that were interrupted.</summary>
    public IReadOnlyCollection<ExecutableTarget> AbortedTargets => With(ExecutionStatus.Aborted);

    /// <summary>The targets that threw.</summary>
    public IReadOnlyCollection<ExecutableTarget> FailedTargets => With(ExecutionStatus.Failed);

    /// <summary>The targets that are done.</summary>
    public IReadOnlyCollection<ExecutableTarget> SucceededTargets => With(ExecutionStatus.Succeeded);

    /// <summary>The targets that are done or threw.</summary>
    public IReadOnlyCollection<ExecutableTarget> FinishedTargets => [.. FailedTargets, .. SucceededTargets];

    /// <summary>Whether a target failed, was interrupted or never came to run.</summary>
    public bool IsFailing =>
        ExecutionPlan.Any(target => target.Status is ExecutionStatus.Failed or ExecutionStatus.Aborted or ExecutionStatus.NotRun);

    /// <summary>Whether every target is done or was left out.</summary>
    public bool IsSucceeding =>
        ExecutionPlan.All(target => target.Status is ExecutionStatus.Succeeded or ExecutionStatus.Skipped or ExecutionStatus.Collective);

    /// <summary>The exit code to use whatever the targets did; null: 0 for success, 255 (-1) for failure.</summary>
    public int? ExitCode { get; set; }

    /// <summary>Adds notes about the running target to the summary: <c>ReportSummary(_ => _.AddPair("Images", "3"))</c>.</summary>
    public void ReportSummary(Tooling.Configure<Dictionary<string, string>> configurator)
    {
        var target = ExecutionPlan.Single(target => target.Status == ExecutionStatus.Running);
        target.Notes = configurator(target.Notes);
    }

    /// <summary>Runs the build: reads the command line, runs what it names or the default targets, prints the summary.</summary>
    /// <returns>The process's exit code.</returns>
    protected static int Execute<T>(params Expression<Func<T, Target>>[] defaultTargetExpressions)
        where T : NukeBuild, new()
    {
        Console.OutputEncoding = new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var secrets = new SecretMask();
        using var output = new MaskingWriter(Console.Out, secrets);
        using var error = new MaskingWriter(Console.Error, secrets);
        Console.SetOut(output);
        Console.SetError(error);
        using var interruption = new Interruption(output);
        var context = BuildContext.OfThisProcess(secrets, output, interruption.Token);
        return BuildRunner.RunAsync(context, defaultTargetExpressions).GetAwaiter().GetResult();
    }

    private IReadOnlyCollection<ExecutableTarget> With(ExecutionStatus status) =>
        [.. ExecutionPlan.Where(target => target.Status == status)];
}
