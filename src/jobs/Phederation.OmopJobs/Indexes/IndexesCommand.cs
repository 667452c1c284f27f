using System.CommandLine;
using Phederation.OmopJobs.Connecting;
using Phederation.OmopJobs.Output;

namespace Phederation.OmopJobs.Indexes;

/// <summary><c>omop-jobs indexes-and-constraints</c>.</summary>
internal static class IndexesCommand
{
    private const int LongestSeconds = 7 * 24 * 3600;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var secrets = DatabaseOptions.Secrets();
        var database = new DatabaseOptions("", "postgres", "phederation_admin", secrets);
        var schema = new Option<string>("--schema") { Description = "The schema of the tables", DefaultValueFactory = _ => "omopcdm" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Print the SQL of what is missing, and change nothing." };
        var stop = new Option<bool>("--stop-on-error")
        {
            Description = "End at the first object that can't be made; without it the others are tried.",
        };
        var skip = new Option<string[]>("--skip")
        {
            Description = "Leave an object out, by its name, such as fpk_cohort_definition; may be repeated",
            DefaultValueFactory = _ => [],
        };
        var lockSeconds = Seconds("--lock-seconds", "How long a statement waits for other sessions", 60);
        var statementSeconds = Seconds("--statement-seconds", "How long one statement may take", 6 * 3600);
        var command = new Command(
            "indexes-and-constraints",
            "Makes the primary keys, indexes and constraints of the OMOP CDM 5.3.1; what is there is left as it is, nothing is dropped."
        )
        {
            schema,
            dryRun,
            stop,
            skip,
            lockSeconds,
            statementSeconds,
            secrets,
        };
        foreach (var option in database.All)
        {
            command.Options.Add(option);
        }

        command.SetAction(
            (parsed, cancellationToken) =>
            {
                var options = new IndexesOptions
                {
                    Schema = parsed.GetRequiredValue(schema),
                    IsDryRun = parsed.GetValue(dryRun),
                    StopsOnError = parsed.GetValue(stop),
                    Skipped = parsed.GetRequiredValue(skip).ToHashSet(StringComparer.Ordinal),
                    LockLimit = TimeSpan.FromSeconds(parsed.GetValue(lockSeconds)),
                    StatementLimit = TimeSpan.FromSeconds(parsed.GetValue(statementSeconds)),
                };
                return Report.RunAsync(
                    TimeProvider.System,
                    report => new IndexesJob(database.Read(parsed), options, report).RunAsync(cancellationToken)
                );
            }
        );
        return command;
    }

    private static Option<int> Seconds(string name, string description, int otherwise)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => otherwise };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > LongestSeconds)
            {
                result.AddError($"{name} must be between 1 and {LongestSeconds}.");
            }
        });
        return option;
    }
}
