using System.CommandLine;
using Phederation.Launcher.Output;
using Phederation.Site;
using Phederation.Site.Lifecycle;
using Phederation.Site.State;

namespace Phederation.Launcher.Commands;

/// <summary><c>phederation down</c>: stops and removes what the site runs.</summary>
internal static class DownCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(GlobalOptions options)
    {
        var volumes = new Option<bool>("--volumes")
        {
            Description = "Delete the site's volumes too: all data in them is lost. Needs --yes.",
        };
        var yes = new Option<bool>("--yes") { Description = "Confirm that data is deleted." };
        var command = new Command("down", "Stop the services and remove their containers and network. Data is kept.")
        {
            volumes,
            yes,
            options.State,
            options.Engine,
            options.Timeout,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    new CommandContext(options, parsed),
                    new DownOptions { IsDeletingVolumes = parsed.GetValue(volumes), IsConfirmed = parsed.GetValue(yes) },
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, DownOptions options, CancellationToken cancellationToken)
    {
        // Before the lock: a folder that holds no site is not made into one.
        var state = SiteDown.Require(await context.States.LoadAsync(cancellationToken), context.StateFolder);
        using var siteLock = SiteLock.Take(context.StateFolder, "phederation down");
        PolicyPanel.Write(context.Consoles.Error, state.Policy);
        using var engine = context.Connect();
        var result = await context.WithinTimeAsync(
            token => ProgressDisplay.RunAsync(context.Consoles, progress => new SiteDown(engine, progress).RunAsync(state, options, token)),
            cancellationToken
        );
        DownView.Write(context.Consoles, result);
        return ExitCode.Success;
    }
}
