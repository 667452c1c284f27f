using System.Text;
using Phederation.Pipeline.Incremental;
using Phederation.Seccomp.Evidences;
using Phederation.Seccomp.Profiles;
using Phederation.Seccomp.Review;
using Phederation.Seccomp.Synthesis;

namespace Phederation.Pipeline.Stages;

/// <summary>What the security team reads before it decides: every syscall with its reason, and what changed.</summary>
public sealed class ReviewStage(PipelineOptions options, PipelineTools tools)
{
    /// <summary>Shows the profiles; <paramref name="accept"/> also takes them over into the checkout, to be committed.</summary>
    public async Task RunAsync(bool accept, CancellationToken cancellationToken)
    {
        foreach (var definition in ImageSelection.Load(options).ToProve)
        {
            var files = new ImageFiles(options, definition);
            ImageFiles.HashOf(files.Evidence, "Trace");
            var evidence = Evidence.Load(files.Evidence);
            var review = ReviewFile.Load(files.Review);
            var today = DateOnly.FromDateTime(tools.Time.GetUtcNow().UtcDateTime);
            var result = ProfileSynthesizer.Synthesize(evidence, RuntimeNeeds.AllSites, SeccompPolicy.Default.With(review, today));
            Show(definition.Name, evidence, result, review);
            await ShowChangesAsync(files, result, cancellationToken);
            if (accept)
            {
                await AcceptAsync(files, result, review, today, cancellationToken);
            }
        }
    }

    private void Show(string name, Evidence evidence, SynthesisResult result, ReviewFile review)
    {
        tools.Report.Line($"{name}: {result.Reasons.Count} syscalls");
        foreach (var line in ReviewTable.Write(result.Reasons, review).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            tools.Report.Line(line);
        }

        var unseen = evidence.Unseen;
        tools.Report.Line(
            $"{unseen.Distinct} distinct calls in {unseen.Steps} steps, {unseen.InOneStep} in one step only; estimated in all: {unseen.Chao2:0.0} (Chao2)"
        );
        foreach (var violation in result.Violations)
        {
            tools.Report.Warning($"{violation}");
        }
    }

    private async Task ShowChangesAsync(ImageFiles files, SynthesisResult result, CancellationToken cancellationToken)
    {
        if (!File.Exists(files.ReviewedProfile))
        {
            tools.Report.Line("nothing was reviewed yet");
            return;
        }

        var reviewed = SeccompProfile.ParseUtf8(
            await File.ReadAllBytesAsync(files.ReviewedProfile, cancellationToken),
            files.ReviewedProfile
        );
        var changes = ProfileDiff.Between(reviewed, result.Profile);
        tools.Report.Line(changes.Count == 0 ? "no change since the review" : "changed since the review:");
        foreach (var change in changes)
        {
            tools.Report.Line($"  {change}");
        }
    }

    /// <summary>
    /// Writes the profile and its evidence beside the decisions, and appends a decision for each syscall that has none. It is a
    /// proposal: it counts when a person has read it and commits it.
    /// </summary>
    private async Task AcceptAsync(
        ImageFiles files,
        SynthesisResult result,
        ReviewFile review,
        DateOnly today,
        CancellationToken cancellationToken
    )
    {
        await AtomicOutput.WriteFileAsync(files.ReviewedProfile, result.Profile.ToUtf8(), cancellationToken);
        var folder = Path.GetDirectoryName(files.ReviewedProfile)!;
        var evidence = await File.ReadAllBytesAsync(files.Evidence, cancellationToken);
        await AtomicOutput.WriteFileAsync(Path.Combine(folder, "evidence.json"), evidence, cancellationToken);

        var text = new StringBuilder(File.Exists(files.Review) ? await File.ReadAllTextAsync(files.Review, cancellationToken) : "");
        foreach (
            var group in result.Reasons.Where(reason => review.For(reason.Name) is null).GroupBy(reason => (reason.Origin, reason.Risk))
        )
        {
            var names = string.Join(", ", group.Select(reason => $"\"{reason.Name}\""));
            text.Append(
                $"""

                [[decision]]
                syscalls = [{names}]
                decision = "accepted"
                reason = "{ReasonOf(group.Key.Origin)}; risk {group.Key.Risk.ToString().ToLowerInvariant()}"
                owner = "security-team"
                date = {today:yyyy-MM-dd}

                """
            );
        }

        await AtomicOutput.WriteFileAsync(files.Review, Encoding.UTF8.GetBytes(text.ToString()), cancellationToken);
        tools.Report.Line($"written to {folder}: read it, then commit it");
    }

    private static string ReasonOf(SyscallOrigin origin) =>
        origin switch
        {
            SyscallOrigin.Observed => "made by the service under its workload, see evidence.json",
            SyscallOrigin.Runtime => "needed by the container runtime under the filter",
            _ => "libc may use it in the place of an observed call",
        };
}
