using Phederation.Pipeline.Incremental;
using Phederation.Pipeline.Verdicts;
using Phederation.Seccomp;
using Phederation.Seccomp.Evidences;
using Phederation.Seccomp.Profiles;
using Phederation.Seccomp.Review;
using Phederation.Seccomp.Synthesis;
using Phederation.Site;
using Phederation.Trust.Verdicts;

namespace Phederation.Pipeline.Stages;

/// <summary>
/// Makes each image's profile. Under the local policy it is what the evidence asks for. Under the production policy it is the
/// reviewed one of the checkout, which must cover what the evidence asks for: people sign what people read.
/// </summary>
public sealed class ProfileStage(PipelineOptions options, PipelineTools tools)
{
    /// <summary>Makes the profiles of the chosen images.</summary>
    /// <exception cref="PipelineException">A profile violates the policy, or a review is missing or incomplete.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var keys = TrustRoot.Open(options);
        var gates = new GateKeeper(options, tools, keys);
        foreach (var definition in ImageSelection.Load(options).ToProve)
        {
            await RunAsync(new ImageFiles(options, definition), gates, cancellationToken);
        }
    }

    private async Task RunAsync(ImageFiles files, GateKeeper gates, CancellationToken cancellationToken)
    {
        ImageFiles.HashOf(files.Evidence, "Trace");
        var review = ReviewFile.Load(files.Review);
        var today = DateOnly.FromDateTime(tools.Time.GetUtcNow().UtcDateTime);
        var result = ProfileSynthesizer.Synthesize(
            Evidence.Load(files.Evidence),
            RuntimeNeeds.AllSites,
            SeccompPolicy.Default.With(review, today)
        );
        var reviewed = File.Exists(files.ReviewedProfile)
            ? SeccompProfile.ParseUtf8(await File.ReadAllBytesAsync(files.ReviewedProfile, cancellationToken), files.ReviewedProfile)
            : null;
        var released = options.Policy == ReleasePolicy.Production ? Reviewed(files, result, reviewed) : result.Profile;
        await AtomicOutput.WriteFileAsync(files.Reasons, result.ReasonsToUtf8(), cancellationToken);
        await AtomicOutput.WriteFileAsync(files.Profile, released.ToUtf8(), cancellationToken);

        Describe(files, result, reviewed);
        var subject = await files.SubjectAsync(tools, cancellationToken);
        await JudgeAsync(GateName.Profile, result.Violations, subject, gates, cancellationToken);
        if (options.Policy == ReleasePolicy.Production)
        {
            await JudgeAsync(GateName.Review, ReviewFindings(result, released, review, today), subject, gates, cancellationToken);
        }
    }

    private static async Task JudgeAsync(
        string gate,
        IReadOnlyList<Finding> findings,
        GateSubject subject,
        GateKeeper gates,
        CancellationToken cancellationToken
    )
    {
        if (findings.Count == 0 && await gates.HoldsAsync(gate, subject, cancellationToken))
        {
            // Judged before, with the same result: a new signature would only make it look like another release.
            return;
        }

        var details = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["findings"] = $"{findings.Count}" };
        await gates.RecordAsync(gate, subject, findings.Count == 0, details, cancellationToken);
        if (findings.Count > 0)
        {
            throw new PipelineException(ExitCode.GateFailed, $"{subject.ImageName}: gate '{gate}':\n{string.Join('\n', findings)}");
        }
    }

    private static SeccompProfile Reviewed(ImageFiles files, SynthesisResult result, SeccompProfile? reviewed)
    {
        if (reviewed is null)
        {
            throw new PipelineException(
                ExitCode.GateFailed,
                $"{files.ReviewedProfile} is not there: the production policy releases reviewed profiles only; run Review --accept, review and commit"
            );
        }

        var missing = result.Profile.AllowedNames.Except(reviewed.AllowedNames).ToList();
        return missing.Count == 0
            ? reviewed
            : throw new PipelineException(
                ExitCode.GateFailed,
                $"{files.ReviewedProfile}: the image needs what was not reviewed: {string.Join(", ", missing)}; run Review, decide and commit"
            );
    }

    /// <summary>A reviewed profile may allow more than this run's evidence asks for; each such call needs its decision too.</summary>
    private static List<Finding> ReviewFindings(SynthesisResult result, SeccompProfile released, ReviewFile review, DateOnly today)
    {
        var allowed = released.AllowedNames.ToHashSet(StringComparer.Ordinal);
        var findings = ReviewCheck
            .Run(result.Reasons, review, today)
            .Where(finding => finding.Code != "stale" || !allowed.Contains(finding.Subject));
        var undecided = allowed
            .Except(result.Reasons.Select(reason => reason.Name))
            .Where(name => review.For(name) is null)
            .Select(name => new Finding(
                "undecided",
                name,
                "The reviewed profile allows it, but nobody decided that.",
                "Decide in review.toml."
            ));
        return [.. findings, .. undecided];
    }

    private void Describe(ImageFiles files, SynthesisResult result, SeccompProfile? reviewed)
    {
        var name = files.Definition.Name;
        var origins = result
            .Reasons.GroupBy(reason => reason.Origin)
            .OrderBy(group => group.Key)
            .Select(group => $"{group.Count()} {group.Key}");
        tools.Report.Line(
            $"{name}: {result.Profile.AllowedNames.Count} syscalls allowed ({string.Join(", ", origins).ToLowerInvariant()})"
        );
        if (reviewed is null)
        {
            tools.Report.Warning($"{name}: no reviewed profile in profiles/{name}");
            return;
        }

        var changes = ProfileDiff.Between(reviewed, result.Profile);
        tools.Report.Line(
            changes.Count == 0 ? $"{name}: as reviewed" : $"{name}: {changes.Count} changes since the review: {Names(changes)}"
        );
    }

    private static string Names(IReadOnlyList<ProfileChange> changes) => string.Join(", ", changes.Take(12));
}
