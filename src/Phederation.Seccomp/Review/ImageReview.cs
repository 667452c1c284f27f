using Phederation.Seccomp.Evidences;
using Phederation.Seccomp.Profiles;
using Phederation.Seccomp.Scoring;
using Phederation.Seccomp.Supervision;
using Phederation.Seccomp.Synthesis;

namespace Phederation.Seccomp.Review;

/// <summary>What there is to be reviewed of one image.</summary>
public sealed record ImageReview
{
    private const int MostSentences = 10;

    /// <summary>What was recorded.</summary>
    public required Evidence Evidence { get; init; }

    /// <summary>The profile that the evidence asks for, with its reasons.</summary>
    public required SynthesisResult Result { get; init; }

    /// <summary>What was decided.</summary>
    public required ReviewFile Decisions { get; init; }

    /// <summary>What is still to be decided: see <see cref="ReviewCheck" />.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>The file with the decisions, for messages.</summary>
    public required string DecisionsPath { get; init; }

    /// <summary>What differs from the reviewed profile; null when none was reviewed.</summary>
    public IReadOnlyList<ProfileChange>? SinceReview { get; init; }

    /// <summary>What differs from the profile of the last release; null when there is none.</summary>
    public IReadOnlyList<ProfileChange>? SinceRelease { get; init; }

    /// <summary>The image's name in the catalogue.</summary>
    public string Name => Evidence.Subject.ImageName;

    /// <summary>What the profile leaves to an attacker.</summary>
    public ProfileScore Score => ProfileScore.Of(Result.Profile);

    /// <summary>The calls that only the start needs: under a supervisor they are taken away from the healthy service.</summary>
    public IReadOnlyList<string> StartupOnly => SupervisedForm.StartupNames(Result.Profile);

    /// <summary>What stands against a release, in sentences. Of an image that nobody has begun to review it is one, not one for each call.</summary>
    public IReadOnlyList<string> ToDecide =>
        [
            .. Result
                .Violations.Concat(Findings)
                .GroupBy(finding => finding.Code)
                .SelectMany(group =>
                    group.Key == "undecided" && group.Count() > MostSentences
                        ? [$"Nobody decided about {group.Count()} calls: {string.Join(", ", group.Select(finding => finding.Subject))}."]
                        : group.Select(finding => finding.ToString())
                ),
        ];

    /// <summary>The calls that the engine's default profile allows and this one doesn't, the dangerous ones first.</summary>
    public IReadOnlyList<string> DeniedOfDefault =>
        [
            .. EngineDefault
                .Calls.Keys.Except(Result.Profile.AllowedNames)
                .OrderByDescending(SyscallRisk.TierOf)
                .ThenBy(name => name, StringComparer.Ordinal),
        ];

    /// <summary>The calls that this profile allows and the engine's default one doesn't.</summary>
    public IReadOnlyList<string> BeyondDefault => [.. Result.Profile.AllowedNames.Where(name => !EngineDefault.Calls.ContainsKey(name))];
}
