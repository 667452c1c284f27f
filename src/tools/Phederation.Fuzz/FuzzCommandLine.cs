using System.CommandLine;
using System.CommandLine.Help;
using Phederation.Fuzz.Commands;

namespace Phederation.Fuzz;

/// <summary>The commands and options of the program.</summary>
internal static class FuzzCommandLine
{
    /// <summary>Makes the whole command line over one set of options.</summary>
    public static RootCommand Create(GlobalOptions options)
    {
        var root = new RootCommand("Finds faults in FHIR, WebAPI and other HTTP services, and exercises what they run in.")
        {
            RunCommand.Create(options),
            MergeCommand.Create(options),
            JobCommand.Create(options),
            ReplayCommand.Create(options),
            MinimiseCommand.Create(options),
            ReportCommand.Create(options),
        };
        root.Options.Add(options.NoColor);
        foreach (var help in root.Options.OfType<HelpOption>())
        {
            help.Action = new ExitCodesHelp((HelpAction)help.Action!);
        }

        return root;
    }
}
