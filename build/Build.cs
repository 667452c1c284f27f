using Nuke.Common;
using Nuke.Common.IO;
using Phederation.BuildTasks;
using Phederation.Processes;
using Phederation.Provisioning;

/// <summary>The targets. Each calls the code that does the work: the order is here, the work never is.</summary>
internal sealed partial class Build : NukeBuild
{
    private readonly ProcessRunner _processes = new();

    [Parameter("Format rewrites the files instead of only checking them")]
    private readonly bool Fix;

    [Parameter("The folder for releases, profiles and test results")]
    private readonly AbsolutePath Output = RootDirectory / "output";

    private DotNet DotNet => new(RootDirectory, _processes, Console.WriteLine);

    /// <summary>Deletes what can be made again, except the running build program and the state of releases.</summary>
    private Target Clean =>
        _ => _.Description("Deletes what was compiled and the output folder").Before(Restore).Executes(() => WorkTree.Clean(RootDirectory));

    private Target Restore =>
        _ =>
            _.Description("Restores the packages; under CI exactly those of the lock files")
                .Executes(() => DotNet.RestoreAsync(Cancellation));

    private Target Provision =>
        _ =>
            _.Description("Installs and starts what is missing on this machine (as root; else it says what to run)")
                .Executes(() => Provisioner.OfThisMachine(Console.WriteLine).ProvisionAsync(NeededHere, Cancellation));

    private Target Compile => _ => _.Description("Compiles everything").DependsOn(Restore).Executes(() => DotNet.BuildAsync(Cancellation));

    private Target Format =>
        _ => _.Description("Checks the layout of the code; --fix mends it").Executes(() => DotNet.FormatAsync(Fix, Cancellation));

    /// <summary>A release needs less of a machine than the tests do; asked for by name, everything is provided.</summary>
    private NeedGroups NeededHere =>
        ExecutionPlan.Any(target => target.Name is nameof(Test)) || InvokedTargets.Any(target => target.Name is nameof(Provision))
            ? NeedGroups.All
            : NeedGroups.Publish;

    public static int Main() => Execute<Build>(build => build.Compile);
}
