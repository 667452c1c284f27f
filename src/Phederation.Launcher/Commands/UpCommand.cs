using System.CommandLine;
using Phederation.Launcher.Output;
using Phederation.Site;
using Phederation.Site.Lifecycle;
using Phederation.Site.Release;
using Phederation.Site.State;

namespace Phederation.Launcher.Commands;

/// <summary><c>phederation up</c>: verifies the release and brings the site to it.</summary>
internal static class UpCommand
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(3);

    /// <summary>Makes the command.</summary>
    public static Command Create(GlobalOptions options)
    {
        var command = new Command("up", "Verify the release, then start or update the services and wait until they are healthy.")
        {
            options.Release,
            options.State,
            options.Engine,
            options.RootKeyId,
            options.Site,
            options.Edition,
            options.Set,
            options.Supervised,
            options.Timeout,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(new CommandContext(options, parsed), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using var siteLock = SiteLock.Take(context.StateFolder, "phederation up");
        var verification = await ProgressDisplay.RunAsync(
            context.Consoles,
            async progress =>
            {
                const string step = "verify the release";
                progress.Report(new SiteEvent(SiteEventKind.Started, step, ""));
                var outcome = await context.VerifyAsync(cancellationToken);
                if (outcome.Stack is { } verified)
                {
                    progress.Report(
                        new SiteEvent(SiteEventKind.Done, step, $"{verified.ReleaseVersion}, {outcome.Checks.Count} checks hold")
                    );
                }

                return outcome;
            }
        );
        var state = await context.States.LoadAsync(cancellationToken);
        if (verification.StackOf(context.Edition ?? state?.Edition) is not { } stack)
        {
            VerificationView.WriteRefusals(context.Consoles.Error, verification);
            return ExitCode.Refused;
        }

        var before = state?.Settings ?? new Dictionary<string, string>();
        var settings = SiteSettings.Change(before, context.Changes, verification.Stacks);
        PolicyPanel.Write(context.Consoles.Error, stack.Policy);
        using var engine = context.Connect();
        var result = await ProgressDisplay.RunAsync(
            context.Consoles,
            progress =>
                new SiteUp(engine, context.StateFolder, CommandContext.Clock, progress).RunAsync(
                    stack,
                    new UpOptions
                    {
                        SiteName = context.SiteName,
                        Settings = settings,
                        IsSupervised = context.IsSupervised,
                        HealthTimeout = context.Timeout ?? DefaultTimeout,
                    },
                    cancellationToken
                )
        );
        UpView.Write(context.Consoles, stack, result);
        return ExitCode.Success;
    }
}
