using System.CommandLine;
using Phederation.Launcher.Output;
using Phederation.Site;
using Phederation.Site.Supervision;

namespace Phederation.Launcher.Commands;

/// <summary><c>phederation supervise</c>: takes the calls of a start away from each service that is healthy, until it is stopped.</summary>
internal static class SuperviseCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(GlobalOptions options)
    {
        var writeRuntime = new Option<string?>("--write-runtime")
        {
            Description = "Instead, write the engine's runtime for supervised services to a file, and say what makes the engine know it.",
            HelpName = "FILE",
        };
        var command = new Command(
            "supervise",
            "Take from each healthy service the syscalls that only its start needs, until stopped (as root, best as a service of the system). The services are"
                + " those of 'up --supervised on'. When it dies they go on, and get nothing back."
        )
        {
            options.Site,
            options.State,
            options.Engine,
            writeRuntime,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
            {
                var context = new CommandContext(options, parsed);
                return parsed.GetValue(writeRuntime) is { } file
                    ? Task.FromResult(Write(context, file))
                    : RunAsync(context, cancellationToken);
            }
        );
        return command;
    }

    private static int Write(CommandContext context, string file)
    {
        Consoles.Line(context.Consoles.Out, RuntimeScript.Write(file));
        Consoles.Line(context.Consoles.Error, "Add this to the engine's /etc/docker/daemon.json and reload it (systemctl reload docker).");
        return ExitCode.Success;
    }

    private static async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var state = await context.States.LoadAsync(cancellationToken);
        using var engine = context.Connect();
        await ProgressDisplay.RunAsync(
            context.Consoles,
            async progress =>
            {
                await new SiteSupervisor(engine, CommandContext.Clock, progress).RunAsync(
                    context.SiteName ?? state?.SiteName ?? SiteNames.DefaultSite,
                    cancellationToken
                );
                return true;
            }
        );
        return ExitCode.Success;
    }
}
