using System.CommandLine;
using Phederation.Fuzz.Output;
using Phederation.Site;

namespace Phederation.Fuzz.Commands;

/// <summary><c>phederation-fuzz replay</c>: tries a fault again, and says whether it is still there.</summary>
internal static class ReplayCommand
{
    private const int Tries = 3;

    /// <summary>Makes the command.</summary>
    public static Command Create(GlobalOptions options)
    {
        var own = new RunOptions();
        var bucket = new Argument<string>("BUCKET") { Description = "The fault's short name, or its beginning." };
        var command = new Command("replay", $"Try a fault {Tries} times again: FIXED, FAILED (exit code {ExitCode.GateFailed}) or FLAKY.")
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
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var consoles = new Consoles(parsed.GetValue(options.NoColor));
                await using var subject = await BucketSubject.OpenAsync(options, own, bucket, parsed, cancellationToken);
                var verdict = await subject.Replay.RunAsync(subject.Sequence, subject.Bucket.Key, Tries, cancellationToken);
                Consoles.Line(
                    consoles.Out,
                    $"{verdict.Word}: {subject.Bucket.Key.Id} was there {verdict.Seen} of {verdict.Tries} times: {subject.Bucket.Key}"
                );
                return verdict.Seen == 0 ? ExitCode.Success : ExitCode.GateFailed;
            }
        );
        return command;
    }
}
