using Phederation.Seccomp.Synthesis;

namespace Phederation.Seccomp.Review;

/// <summary>What the security team reads before a release: all its images.</summary>
/// <param name="Release">The release's version.</param>
/// <param name="Time">When the report was made.</param>
/// <param name="Images">Its images, in the catalogue's order.</param>
public sealed record ReviewReport(string Release, DateTimeOffset Time, IReadOnlyList<ImageReview> Images)
{
    /// <summary>Whether everything is decided and nothing stands against a profile.</summary>
    public bool IsComplete => Images.All(image => image.Findings.Count == 0 && image.Result.Violations.Count == 0);

    /// <summary>The report as deterministic JSON (<c>review.json</c>).</summary>
    public byte[] ToJson() =>
        JsonText.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("schema", 1);
            writer.WriteString("release", Release);
            writer.WriteString(
                "time",
                Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture)
            );
            writer.WriteBoolean("complete", IsComplete);
            writer.WriteObjects(
                "images",
                Images,
                image =>
                {
                    var score = image.Score;
                    writer.WriteString("name", image.Name);
                    writer.WriteString("imageId", image.Evidence.Subject.ImageId);
                    writer.WriteString("evidenceSha256", image.Evidence.Sha256);
                    writer.WriteString("profileSha256", image.Result.Profile.Sha256);
                    writer.WriteStartObject("score");
                    writer.WriteNumber("names", score.Names);
                    writer.WriteNumber("restricted", score.Restricted);
                    foreach (var (tier, count) in score.ByRisk)
                    {
                        writer.WriteNumber(tier.ToString().ToLowerInvariant(), count);
                    }

                    writer.WriteNumber("surface", score.Surface);
                    writer.WriteStrings("vulnerabilities", score.Vulnerabilities);
                    writer.WriteEndObject();
                    writer.WriteStrings("deniedOfDefault", image.DeniedOfDefault);
                    writer.WriteStrings("beyondDefault", image.BeyondDefault);
                    writer.WriteStrings("sinceReview", (image.SinceReview ?? []).Select(change => change.ToString()));
                    writer.WriteStrings("sinceRelease", (image.SinceRelease ?? []).Select(change => change.ToString()));
                    writer.WriteObjects(
                        "findings",
                        image.Findings.Concat(image.Result.Violations),
                        finding =>
                        {
                            writer.WriteString("code", finding.Code);
                            writer.WriteString("subject", finding.Subject);
                            writer.WriteString("message", finding.Message);
                            writer.WriteString("mend", finding.Mend);
                        }
                    );
                    writer.WriteObjects(
                        "syscalls",
                        image.Result.Reasons,
                        reason =>
                        {
                            SynthesisResult.Write(writer, reason);
                            if (image.Decisions.For(reason.Name) is { } decision)
                            {
                                writer.WriteString("decision", decision.Kind.ToString().ToLowerInvariant());
                                writer.WriteString("owner", decision.Owner);
                                writer.WriteString("decisionReason", decision.Reason);
                            }
                        }
                    );
                }
            );
            writer.WriteEndObject();
        });
}
