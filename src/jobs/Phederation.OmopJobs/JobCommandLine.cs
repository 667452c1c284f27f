using System.CommandLine;
using System.CommandLine.Help;
using Phederation.OmopJobs.Concepts;
using Phederation.OmopJobs.Indexes;
using Phederation.OmopJobs.Qa;

namespace Phederation.OmopJobs;

/// <summary>The jobs and their options.</summary>
internal static class JobCommandLine
{
    /// <summary>Makes the whole command line.</summary>
    public static RootCommand Create()
    {
        var root = new RootCommand("Jobs on a site's OMOP CDM database. Each ends with an exit code and prints no patient's data.")
        {
            IndexesCommand.Create(),
            ConceptsCommand.Create(),
            QaCommand.Create(),
        };
        foreach (var help in root.Options.OfType<HelpOption>())
        {
            help.Action = new ExitCodesHelp((HelpAction)help.Action!);
        }

        return root;
    }
}
