using System.Text;
using Phederation.Pipeline.Incremental;
using Phederation.Seccomp.Evidences;
using Phederation.Seccomp.Profiles;
using Phederation.Seccomp.Review;
using Phederation.Seccomp.Review.Pages;
using Phederation.Seccomp.Synthesis;

namespace Phederation.Pipeline.Stages;

/// <summary>What the security team reads before it decides: every syscall with its reason, and what changed.</summary>
public sealed class ReviewStage(PipelineOptions options, PipelineTools tools)
{
    /// <summary>
    /// Shows the profiles, and writes the review as page, JSON, SARIF and text; <paramref name="accept"/> also takes the profiles over into the
    /// checkout, to be committed.
    /// </summary>
    public async Task RunAsync(bool accept, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(tools.Time.GetUtcNow().UtcDateTime);
        var images = new List<ImageReview>();
        foreach (var definition in ImageSelection.Load(options).ToProve)
        {
            var files = new ImageFiles(options, definition);
            ImageFiles.HashOf(files.Evidence, "Trace");
            var evidence = Evidence.Load(files.Evidence);
            var review = ReviewFile.Load(files.Review);
            var result = ProfileSynthesizer.Synthesize(evidence, RuntimeNeeds.AllSites, SeccompPolicy.Default.With(review, today));
            if (accept)
            {
                await AcceptAsync(files, result, today, cancellationToken);
                review = ReviewFile.Load(files.Review);
            }

            images.Add(
                new ImageReview
                {
                    Evidence = evidence,
                    Result = result,
                    Decisions = review,
                    DecisionsPath = files.Review,
                    Findings = ReviewCheck.Run(result.Reasons, review, today),
                    SinceReview = await ChangesAsync(files.ReviewedProfile, result, cancellationToken),
                    SinceRelease = await ChangesAsync(files.ReleasedProfile, result, cancellationToken),
                }
            );
        }

        await WriteAsync(new ReviewReport(options.Version, tools.Time.GetUtcNow(), images), cancellationToken);
    }

    private async Task WriteAsync(ReviewReport report, CancellationToken cancellationToken)
    {
        var text = ReviewText.Write(report);
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            tools.Report.Line(line);
        }

        var page = Path.Combine(options.Reviews, "review.html");
        await AtomicOutput.WriteFileAsync(page, ReviewPage.Write(report), cancellationToken);
        await AtomicOutput.WriteFileAsync(Path.Combine(options.Reviews, "review.json"), report.ToJson(), cancellationToken);
        await AtomicOutput.WriteFileAsync(
            Path.Combine(options.Reviews, "review.sarif"),
            ReviewSarif.Write(report, ToolVersion.Current, options.Root),
            cancellationToken
        );
        await AtomicOutput.WriteFileAsync(Path.Combine(options.Reviews, "review.txt"), Encoding.UTF8.GetBytes(text), cancellationToken);
        tools.Report.Line($"review: {page}");
    }

    private static async Task<IReadOnlyList<ProfileChange>?> ChangesAsync(
        string before,
        SynthesisResult result,
        CancellationToken cancellationToken
    ) =>
        File.Exists(before)
            ? ProfileDiff.Between(SeccompProfile.ParseUtf8(await File.ReadAllBytesAsync(before, cancellationToken), before), result.Profile)
            : null;

    /// <summary>
    /// Writes the profile and its evidence beside the decisions, and brings the decisions up to it (<see cref="ReviewProposal"/>). A
    /// proposal counts when a person has read it and commits it.
    /// </summary>
    private async Task AcceptAsync(ImageFiles files, SynthesisResult result, DateOnly today, CancellationToken cancellationToken)
    {
        await AtomicOutput.WriteFileAsync(files.ReviewedProfile, result.Profile.ToUtf8(), cancellationToken);
        var folder = Path.GetDirectoryName(files.ReviewedProfile)!;
        var evidence = await File.ReadAllBytesAsync(files.Evidence, cancellationToken);
        await AtomicOutput.WriteFileAsync(Path.Combine(folder, "evidence.json"), evidence, cancellationToken);

        var before = File.Exists(files.Review) ? await File.ReadAllTextAsync(files.Review, cancellationToken) : "";
        var text = ReviewProposal.Update(before, result.Reasons, today);
        await AtomicOutput.WriteFileAsync(files.Review, Encoding.UTF8.GetBytes(text), cancellationToken);
        tools.Report.Line($"written to {folder}: read it, then commit it");
    }
}
