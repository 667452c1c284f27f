using System.CommandLine;
using System.CommandLine.Help;
using Phederation.Launcher.Commands;

namespace Phederation.Launcher;

/// <summary>The commands and options of the program.</summary>
internal static class LauncherCommandLine
{
    /// <summary>Makes the whole command line over one set of options.</summary>
    public static RootCommand Create(GlobalOptions options)
    {
        var root = new RootCommand("Verifies a PHederation release and runs it on this machine's container engine.")
        {
            VerifyCommand.Create(options),
            UpCommand.Create(options),
            StatusCommand.Create(options),
            LogsCommand.Create(options),
            JobCommand.Create(options),
            SecretCommand.Create(options),
            DownCommand.Create(options),
            SuperviseCommand.Create(options),
        };
        root.Options.Add(options.NoColor);
        foreach (var help in root.Options.OfType<HelpOption>())
        {
            help.Action = new ExitCodesHelp((HelpAction)help.Action!);
        }

        return root;
    }
}
