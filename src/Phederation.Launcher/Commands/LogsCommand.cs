using System.CommandLine;
using System.Globalization;
using Phederation.Launcher.Output;
using Phederation.Site;
using Phederation.Site.Lifecycle;

namespace Phederation.Launcher.Commands;

/// <summary><c>phederation logs</c>: what the services wrote.</summary>
internal static class LogsCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(GlobalOptions options)
    {
        var service = new Argument<string?>("service")
        {
            Description = "The service; all of them when absent.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var follow = new Option<bool>("--follow", "-f")
        {
            Description = "Go on showing what is written until interrupted (exit code 130).",
        };
        var tail = new Option<int?>("--tail", "-n")
        {
            Description = "Begin with the last N lines; default: all.",
            HelpName = "N",
            CustomParser = argument =>
            {
                if (int.TryParse(argument.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var lines))
                {
                    return lines;
                }

                argument.AddError($"--tail '{argument.Tokens[0].Value}' is not a number of lines.");
                return null;
            },
        };
        var command = new Command("logs", "Show what the services wrote to their standard output and error.")
        {
            service,
            follow,
            tail,
            options.State,
            options.Engine,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    new CommandContext(options, parsed),
                    new LogOptions
                    {
                        Service = parsed.GetValue(service),
                        IsFollowing = parsed.GetValue(follow),
                        Tail = parsed.GetValue(tail),
                    },
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, LogOptions options, CancellationToken cancellationToken)
    {
        var state = SiteDown.Require(await context.States.LoadAsync(cancellationToken), context.StateFolder);
        PolicyPanel.Write(context.Consoles.Error, state.Policy);
        using var engine = context.Connect();
        var writer = new LogWriter(isTerminal: !Console.IsOutputRedirected);
        await foreach (var line in new SiteLogs(engine).ReadAsync(state, options, cancellationToken))
        {
            await writer.WriteAsync(line, cancellationToken);
        }

        return ExitCode.Success;
    }
}
