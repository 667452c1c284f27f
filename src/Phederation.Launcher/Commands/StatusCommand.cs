using System.CommandLine;
using Phederation.Launcher.Output;
using Phederation.Site.Lifecycle;

namespace Phederation.Launcher.Commands;

/// <summary><c>phederation status</c>: what runs, compared with the release.</summary>
internal static class StatusCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(GlobalOptions options)
    {
        var command = new Command(
            "status",
            "Show each service's state beside what the release says. Ends with 0 only when all are healthy and as released:"
                + " 6 when one differs from the release, 4 when one does not run, 7 when one is not healthy."
        )
        {
            options.Release,
            options.State,
            options.Engine,
            options.RootKeyId,
            options.Output,
            options.Timeout,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(new CommandContext(options, parsed), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var status = await context.WithinTimeAsync(
            async token =>
            {
                var state = await context.States.LoadAsync(token);
                var verification = await context.VerifyAsync(token);
                using var engine = context.Connect();
                return await new SiteStatusReader(engine, CommandContext.Clock).ReadAsync(verification, state, token);
            },
            cancellationToken
        );
        StatusView.Write(context.Consoles, context.Output, status);
        return status.ExitCode;
    }
}
