using System.CommandLine;
using Phederation.Fuzz.Output;
using Phederation.Fuzzing.Reports;
using Phederation.Fuzzing.Reproducing;
using Phederation.Site;

namespace Phederation.Fuzz.Commands;

/// <summary><c>phederation-fuzz minimise</c>: shrinks what shows a fault, and writes it as a script.</summary>
internal static class MinimiseCommand
{
    private const int DefaultTries = 500;

    /// <summary>Makes the command.</summary>
    public static Command Create(GlobalOptions options)
    {
        var own = new RunOptions();
        var bucket = new Argument<string>("BUCKET") { Description = "The fault's short name, or its beginning." };
        var tries = new Option<long?>("--tries")
        {
            Description = $"How often it is tried at most. Default: {DefaultTries}.",
            HelpName = "N",
            CustomParser = Parsing.Count,
        };
        var command = new Command(
            "minimise",
            "Leave out of a fault's requests whatever it doesn't need, and write what remains as a script for sh and curl."
        )
        {
            bucket,
            options.Target,
            options.Model,
            own.Folder,
            own.Actor,
            options.AllowHost,
            own.Ca,
            own.Process,
            own.Container,
            own.Dependency,
            own.ReloadSignal,
            own.Disk,
            own.AnswerLimit,
            tries,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var consoles = new Consoles(parsed.GetValue(options.NoColor));
                await using var subject = await BucketSubject.OpenAsync(options, own, bucket, parsed, cancellationToken);
                var minimiser = new ScenarioMinimiser(subject.Replay, (int)Math.Min(parsed.GetValue(tries) ?? DefaultTries, int.MaxValue));
                var smallest = await minimiser.MinimiseAsync(subject.Sequence, subject.Bucket.Key, cancellationToken);
                if (ReferenceEquals(smallest, subject.Sequence))
                {
                    Consoles.Line(consoles.Out, $"{subject.Bucket.Key.Id} doesn't show itself now: nothing can be left out");
                    return ExitCode.GateFailed;
                }

                var file = Path.Combine(parsed.GetValue(own.Folder)!, $"{subject.Bucket.Key.Id}.sh");
                await File.WriteAllTextAsync(file, CurlScript.Write(smallest, subject.Bucket), cancellationToken);
                Consoles.Line(
                    consoles.Out,
                    $"{subject.Bucket.Key.Id}: {subject.Sequence.Requests} requests became {smallest.Requests}, in {minimiser.Tries} tries: {file}"
                );
                return ExitCode.Success;
            }
        );
        return command;
    }
}
