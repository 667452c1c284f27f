using System.CommandLine;
using Phederation.Fuzz.Output;
using Phederation.Fuzzing.Journals;

namespace Phederation.Fuzz.Commands;

/// <summary><c>phederation-fuzz merge</c>: joins the journals of a split campaign.</summary>
internal static class MergeCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(GlobalOptions options)
    {
        var folders = new Argument<string[]>("FOLDER") { Description = "The folders of the shards.", Arity = ArgumentArity.OneOrMore };
        var into = new Option<string>("--into")
        {
            Description = "The folder of the joined journal.",
            HelpName = "DIR",
            Required = true,
        };
        var command = new Command("merge", "Join the journals of a split campaign's shards to one.") { folders, into, options.FailOn };
        command.SetAction(parsed =>
        {
            var consoles = new Consoles(parsed.GetValue(options.NoColor));
            var journal = JournalMerger.Merge(parsed.GetValue(folders)!, parsed.GetValue(into)!, TimeProvider.System);
            foreach (var notice in journal.Notices)
            {
                Consoles.Line(consoles.Error, $"  ! {notice}", "yellow");
            }

            if (!journal.Header.Shards.IsComplete)
            {
                var shards = journal.Header.Shards;
                var missing = Enumerable.Range(0, shards.Count).Except(shards.Indexes);
                Consoles.Line(consoles.Error, $"  ! of {shards.Count} shards these are not there: {string.Join(", ", missing)}", "yellow");
            }

            ResultView.Write(consoles.Out, journal.Header, journal);
            ReportFiles.Write(consoles, journal, parsed.GetValue(into)!);
            return Gate.Judge(journal.Buckets, parsed.GetValue(options.FailOn));
        });
        return command;
    }
}
