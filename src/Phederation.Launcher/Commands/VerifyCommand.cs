using System.CommandLine;
using Phederation.Launcher.Output;
using Phederation.Site;

namespace Phederation.Launcher.Commands;

/// <summary><c>phederation verify</c>: checks a release and changes nothing.</summary>
internal static class VerifyCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(GlobalOptions options)
    {
        var command = new Command("verify", "Check the release: signatures, digests, images, profiles. Changes nothing, needs no engine.")
        {
            options.Release,
            options.State,
            options.RootKeyId,
            options.Output,
            options.Timeout,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(new CommandContext(options, parsed), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var verification = await context.WithinTimeAsync(context.VerifyAsync, cancellationToken);
        VerificationView.Write(context.Consoles, context.Output, verification);
        return verification.Stack is null ? ExitCode.Refused : ExitCode.Success;
    }
}
