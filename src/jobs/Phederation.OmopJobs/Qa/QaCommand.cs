using System.CommandLine;
using Phederation.OmopJobs.Connecting;
using Phederation.OmopJobs.Output;

namespace Phederation.OmopJobs.Qa;

/// <summary><c>omop-jobs qa-database</c>: the copy of a site's database, and its registration.</summary>
internal static class QaCommand
{
    private const string AdminUser = "phederation_admin";

    /// <summary>Makes the command with its subcommands.</summary>
    public static Command Create()
    {
        var secrets = DatabaseOptions.Secrets();
        secrets.Recursive = true;
        var production = new DatabaseOptions("", "postgres", AdminUser, secrets);
        var copy = new DatabaseOptions("qa-", "postgres-qa", AdminUser, secrets);
        foreach (var option in production.All.Concat(copy.All))
        {
            option.Recursive = true;
        }

        var empty = new Option<bool>("--empty") { Description = "Make the schemas' tables only, without rows." };
        var replace = new Option<bool>("--replace") { Description = "Replace the copy that this job made before." };
        var remove = new Option<bool>("--remove") { Description = "Empty the copy that this job made." };
        var programs = new Option<string>("--programs")
        {
            Description = "The folder of pg_dump and pg_restore",
            DefaultValueFactory = _ => "/usr/lib/postgresql/15/bin",
        };
        var command = new Command("qa-database", "Copies the database into the QA server as it is at one moment, and compares the rows.")
        {
            empty,
            replace,
            remove,
            programs,
            secrets,
            Source(
                "source-enable",
                "Register the copy as a data source of WebAPI.",
                production,
                copy,
                (job, token) => job.EnableAsync(token)
            ),
            Source("source-disable", "Take the copy off WebAPI's data sources.", production, copy, (job, token) => job.DisableAsync(token)),
        };
        foreach (var option in production.All.Concat(copy.All))
        {
            command.Options.Add(option);
        }

        command.Validators.Add(result =>
        {
            if (result.GetValue(remove) && (result.GetValue(empty) || result.GetValue(replace)))
            {
                result.AddError("--remove goes with neither --empty nor --replace.");
            }
        });
        command.SetAction(
            (parsed, cancellationToken) =>
            {
                var options = new QaOptions
                {
                    IsEmpty = parsed.GetValue(empty),
                    Replaces = parsed.GetValue(replace),
                    Programs = parsed.GetRequiredValue(programs),
                };
                return Report.RunAsync(
                    TimeProvider.System,
                    report =>
                        parsed.GetValue(remove)
                            ? new QaRemoval(copy.Read(parsed), report).RunAsync(cancellationToken)
                            : new QaCopy(production.Read(parsed), copy.Read(parsed), options, report, TimeProvider.System).RunAsync(
                                cancellationToken
                            )
                );
            }
        );
        return command;
    }

    private static Command Source(
        string name,
        string description,
        DatabaseOptions production,
        DatabaseOptions copy,
        Func<QaSource, CancellationToken, Task<int>> run
    )
    {
        var command = new Command(name, description);
        command.SetAction(
            (parsed, cancellationToken) =>
                Report.RunAsync(
                    TimeProvider.System,
                    report => run(new QaSource(production.Read(parsed), copy.Read(parsed), report), cancellationToken)
                )
        );
        return command;
    }
}
