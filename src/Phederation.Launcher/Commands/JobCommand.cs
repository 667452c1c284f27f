using System.CommandLine;
using Phederation.Launcher.Output;
using Phederation.Site;
using Phederation.Site.Lifecycle;
using Phederation.Site.State;

namespace Phederation.Launcher.Commands;

/// <summary><c>phederation job</c>: runs a job of the release in the foreground.</summary>
internal static class JobCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(GlobalOptions options)
    {
        var name = new Argument<string?>("name")
        {
            Description = "The job; the list of them when absent.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var input = new Option<string?>("--input") { Description = "The folder with the files that the job reads.", HelpName = "DIR" };
        var arguments = new Argument<string[]>("arguments")
        {
            Description = "The job's own arguments, after '--': phederation job NAME -- --help",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var command = new Command(
            "job",
            "Run a job of the release in the foreground: its output is shown, its exit code is this command's. Ctrl-C asks it to stop."
        )
        {
            name,
            arguments,
            input,
            options.Release,
            options.State,
            options.Engine,
            options.RootKeyId,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
            {
                var context = new CommandContext(options, parsed);
                return parsed.GetValue(name) is { } job
                    ? RunAsync(
                        context,
                        new JobOptions
                        {
                            Name = job,
                            Arguments = parsed.GetValue(arguments) ?? [],
                            InputFolder = parsed.GetValue(input),
                        },
                        cancellationToken
                    )
                    : ListAsync(context, cancellationToken);
            }
        );
        return command;
    }

    private static async Task<int> ListAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var verification = await context.VerifyAsync(cancellationToken);
        var state = await context.States.LoadAsync(cancellationToken);
        if (verification.StackOf(state?.Edition) is not { } stack)
        {
            VerificationView.WriteRefusals(context.Consoles.Error, verification);
            return ExitCode.Refused;
        }

        foreach (var job in stack.Jobs)
        {
            await Console.Out.WriteLineAsync($"{job.Name}  {job.Reference}".AsMemory(), cancellationToken);
        }

        return ExitCode.Success;
    }

    private static async Task<int> RunAsync(CommandContext context, JobOptions options, CancellationToken cancellationToken)
    {
        var state = SiteDown.Require(await context.States.LoadAsync(cancellationToken), context.StateFolder);
        using var siteLock = SiteLock.Take(context.StateFolder, "phederation job");
        var verification = await context.VerifyAsync(cancellationToken);
        if (verification.StackOf(state.Edition) is not { } stack)
        {
            VerificationView.WriteRefusals(context.Consoles.Error, verification);
            return ExitCode.Refused;
        }

        PolicyPanel.Write(context.Consoles.Error, stack.Policy);
        using var engine = context.Connect();
        var writer = new LogWriter(isTerminal: !Console.IsOutputRedirected);
        return await new SiteJob(engine, context.StateFolder, CommandContext.Clock, new PlainProgress(context.Consoles.Error)).RunAsync(
            stack,
            state,
            options,
            writer.WriteAsync,
            cancellationToken
        );
    }
}
