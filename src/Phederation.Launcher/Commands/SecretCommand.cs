using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using Phederation.Launcher.Output;
using Phederation.Site;
using Phederation.Site.Secrets;
using Phederation.Site.State;
using Spectre.Console;

namespace Phederation.Launcher.Commands;

/// <summary><c>phederation secret</c>: what a site supplies to its services; a value is never shown, nor taken from the command line.</summary>
internal static class SecretCommand
{
    // One more than is taken: what is larger is told apart from what just fits.
    private const int LongestInput = (64 * 1024) + 1;

    /// <summary>Makes the command.</summary>
    public static Command Create(GlobalOptions options) =>
        new("secret", "Supply secrets and certificates to the services, list them, or take them away. Values are never shown.")
        {
            CreateList(options),
            CreateSet(options),
            CreateRemove(options),
        };

    private static Command CreateList(GlobalOptions options)
    {
        var command = new Command("list", "The secrets that the release knows, who reads them, and which are there.");
        AddOptions(command, options);
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    new CommandContext(options, parsed),
                    (secrets, context) =>
                    {
                        var table = new Table().Border(TableBorder.None).AddColumns("SECRET", "STATE", "WRITTEN", "READ BY");
                        foreach (var secret in secrets.All)
                        {
                            table.AddRow(
                                new ConsoleText(secret.File.Name),
                                new ConsoleText(secret.State),
                                new ConsoleText(secret.Written?.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture) ?? ""),
                                new ConsoleText(string.Join(", ", secret.Services))
                            );
                        }

                        context.Consoles.Out.Write(table);
                        return Task.FromResult(ExitCode.Success);
                    },
                    isChanging: false,
                    cancellationToken
                )
        );
        return command;
    }

    private static Command CreateSet(GlobalOptions options)
    {
        var name = Name();
        var file = new Option<string?>("--from-file")
        {
            Description = "The file that holds it. Default: the standard input; at a terminal, it is asked for and not shown.",
            HelpName = "FILE",
        };
        var replace = new Option<bool>("--replace")
        {
            Description = "Also take the place of a password that was generated; change it where it is used too.",
        };
        var command = new Command("set", "Supply a secret: a password or token, or a server's private key with its certificate in PEM.")
        {
            name,
            file,
            replace,
        };
        AddOptions(command, options);
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    new CommandContext(options, parsed),
                    async (secrets, context) =>
                    {
                        var content = await ReadAsync(parsed.GetValue(file), cancellationToken);
                        try
                        {
                            var secret = await secrets.SetAsync(
                                parsed.GetRequiredValue(name),
                                content,
                                parsed.GetValue(replace),
                                cancellationToken
                            );
                            Consoles.Line(context.Consoles.Out, $"{secret.File.Name} is supplied to {string.Join(", ", secret.Services)}.");
                            Consoles.Line(context.Consoles.Out, "phederation up brings them up with it.");
                            return ExitCode.Success;
                        }
                        finally
                        {
                            CryptographicOperations.ZeroMemory(content);
                        }
                    },
                    isChanging: true,
                    cancellationToken
                )
        );
        return command;
    }

    private static Command CreateRemove(GlobalOptions options)
    {
        var name = Name();
        var command = new Command("remove", "Take away a secret that was supplied.") { name };
        AddOptions(command, options);
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    new CommandContext(options, parsed),
                    (secrets, context) =>
                    {
                        var secret = secrets.Remove(parsed.GetRequiredValue(name));
                        Consoles.Line(context.Consoles.Out, $"{secret.File.Name} is removed; phederation up takes it from its services.");
                        return Task.FromResult(ExitCode.Success);
                    },
                    isChanging: true,
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        CommandContext context,
        Func<SiteSecrets, CommandContext, Task<int>> work,
        bool isChanging,
        CancellationToken cancellationToken
    )
    {
        var verification = await context.VerifyAsync(cancellationToken);
        if (verification.Stacks.Count == 0)
        {
            VerificationView.WriteRefusals(context.Consoles.Error, verification);
            return ExitCode.Refused;
        }

        // An up at the same time would start services with what is just being replaced.
        using var siteLock = isChanging ? SiteLock.Take(context.StateFolder, "phederation secret") : null;
        return await work(new SiteSecrets(verification.Stacks, new SecretStore(context.StateFolder, CommandContext.Clock)), context);
    }

    private static async Task<byte[]> ReadAsync(string? file, CancellationToken cancellationToken)
    {
        if (file is null && !Console.IsInputRedirected)
        {
            return await HiddenPrompt.AskAsync("Secret", cancellationToken);
        }

        await using var input = file is null ? Console.OpenStandardInput() : File.OpenRead(file);
        var buffer = new byte[LongestInput];
        var length = await input.ReadAtLeastAsync(buffer, LongestInput, throwOnEndOfStream: false, cancellationToken);
        var content = buffer[..length];
        CryptographicOperations.ZeroMemory(buffer);
        return content;
    }

    private static Argument<string> Name() => new("name") { Description = "The secret; phederation secret list shows them." };

    private static void AddOptions(Command command, GlobalOptions options)
    {
        command.Options.Add(options.Release);
        command.Options.Add(options.State);
        command.Options.Add(options.RootKeyId);
    }
}
