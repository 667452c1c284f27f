using System.CommandLine;
using Phederation.OmopJobs.Connecting;
using Phederation.OmopJobs.Output;

namespace Phederation.OmopJobs.Concepts;

/// <summary><c>omop-jobs custom-concepts</c>.</summary>
internal static class ConceptsCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var secrets = DatabaseOptions.Secrets();
        var database = new DatabaseOptions("", "postgres", "phederation", secrets);
        var schema = new Option<string>("--schema") { Description = "The schema of the tables", DefaultValueFactory = _ => "omopcdm" };
        var folder = new Option<string>("--folder") { Description = "The folder of the CSV files", DefaultValueFactory = _ => "/data" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Check and count everything, and change nothing." };
        var command = new Command(
            "custom-concepts",
            $"Loads a site's own concepts from {string.Join(".csv, ", ConceptTables.All.Select(table => table.Name))}.csv, all of it or nothing. "
                + "Separated by commas or tabs, UTF-8, with the table's field names as header; dates as 2024-12-31 or 20241231."
        )
        {
            folder,
            schema,
            dryRun,
            secrets,
        };
        foreach (var option in database.All)
        {
            command.Options.Add(option);
        }

        command.SetAction(
            (parsed, cancellationToken) =>
            {
                var options = new ConceptsOptions
                {
                    Folder = parsed.GetRequiredValue(folder),
                    Schema = parsed.GetRequiredValue(schema),
                    IsDryRun = parsed.GetValue(dryRun),
                };
                return Report.RunAsync(
                    TimeProvider.System,
                    report => new ConceptsJob(database.Read(parsed), options, report).RunAsync(cancellationToken)
                );
            }
        );
        return command;
    }
}
