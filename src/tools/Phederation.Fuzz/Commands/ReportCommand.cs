using System.CommandLine;
using Phederation.Fuzz.Output;
using Phederation.Fuzzing.Journals;
using Phederation.Fuzzing.Reports;

namespace Phederation.Fuzz.Commands;

/// <summary><c>phederation-fuzz report</c>: writes the reports of a campaign anew.</summary>
internal static class ReportCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(GlobalOptions options)
    {
        var folder = new Argument<string>("FOLDER") { Description = "The campaign's folder; it may still be running." };
        var command = new Command("report", "Write the reports of a campaign anew, and show the one for reading.")
        {
            folder,
            options.FailOn,
        };
        command.SetAction(parsed =>
        {
            var consoles = new Consoles(parsed.GetValue(options.NoColor));
            var journal = CampaignJournal.Read(parsed.GetValue(folder)!);
            foreach (var notice in journal.Notices)
            {
                Consoles.Line(consoles.Error, $"  ! {notice}", "yellow");
            }

            Consoles.Line(consoles.Out, TextReport.Write(CampaignReport.Of(journal)).TrimEnd());
            ReportFiles.Write(consoles, journal, parsed.GetValue(folder)!);
            return Gate.Judge(journal.Buckets, parsed.GetValue(options.FailOn));
        });
        return command;
    }
}
