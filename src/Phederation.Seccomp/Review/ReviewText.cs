using System.Globalization;
using System.Text;
using Phederation.Seccomp.Profiles;
using Phederation.Seccomp.Scoring;
using Phederation.Seccomp.Synthesis;

namespace Phederation.Seccomp.Review;

/// <summary>The report as text, for a terminal or a pull request.</summary>
public static class ReviewText
{
    /// <summary>Each image: its calls, what changed, and what is to be decided.</summary>
    public static string Write(ReviewReport report)
    {
        var text = new StringBuilder();
        foreach (var image in report.Images)
        {
            Write(text, image);
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, ImageReview image)
    {
        var (score, standard, unseen) = (image.Score, ProfileScore.Default, image.Evidence.Unseen);
        text.Append(CultureInfo.InvariantCulture, $"{image.Name}: {image.Result.Reasons.Count} syscalls\n");
        text.Append(ReviewTable.Write(image.Result.Reasons, image.Decisions));
        text.Append(
            CultureInfo.InvariantCulture,
            $"{score.Names} calls ({standard.Names} by the engine's default), {score.ByRisk[RiskTier.High]} of high risk ({standard.ByRisk[RiskTier.High]}), "
        );
        text.Append(
            CultureInfo.InvariantCulture,
            $"{score.Vulnerabilities.Count} CVE ids reached ({standard.Vulnerabilities.Count}), surface {score.Surface} ({standard.Surface})\n"
        );
        if (image.StartupOnly is { Count: > 0 } startup)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{score.Names - startup.Count} calls once healthy, where a supervisor takes away {string.Join(", ", startup)}\n"
            );
        }

        text.Append(
            CultureInfo.InvariantCulture,
            $"{unseen.Distinct} distinct calls in {unseen.Steps} steps, {unseen.InOneStep} in one step only; estimated in all: {unseen.Chao2:0.0} (Chao2)\n"
        );
        Write(text, "the review", image.SinceReview);
        Write(text, "the last release", image.SinceRelease);
        foreach (var sentence in image.ToDecide)
        {
            text.Append(CultureInfo.InvariantCulture, $"! {sentence}\n");
        }
    }

    private static void Write(StringBuilder text, string since, IReadOnlyList<ProfileChange>? changes)
    {
        text.Append(
            changes switch
            {
                null => $"since {since}: there is none\n",
                [] => $"since {since}: no change\n",
                _ => $"since {since}:\n{string.Concat(changes.Select(change => $"  {change}\n"))}",
            }
        );
    }
}
