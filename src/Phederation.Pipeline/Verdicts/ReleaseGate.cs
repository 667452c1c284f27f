using Phederation.Trust.Keys;
using Phederation.Trust.Verdicts;

namespace Phederation.Pipeline.Verdicts;

/// <summary>
/// Decides whether an image may be released. It goes by the signed verdicts and by what is there now, never by which targets ran: a
/// skipped or failed target can't make a release.
/// </summary>
public sealed class ReleaseGate(VerdictStore store, TrustKeys keys, PipelineOptions options, string toolVersion, TimeProvider time)
{
    /// <summary>A clock that runs ahead by more than this on the machine that judged makes the verdict a forgery or a fault.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan PatchesMaxAge = TimeSpan.FromDays(1);

    /// <summary>Judges every gate that the policy requires; an empty list means that the image may be released.</summary>
    public async Task<IReadOnlyList<GateRefusal>> JudgeAsync(GateSubject subject, CancellationToken cancellationToken)
    {
        var refusals = new List<GateRefusal>();
        foreach (var gate in GateName.RequiredBy(PolicyWord(options.Policy)))
        {
            var reason = await WhyNotAsync(gate, subject, cancellationToken);
            if (reason is not null)
            {
                refusals.Add(new GateRefusal(subject.ImageName, gate, reason));
            }
        }

        // What the policy does not ask for may still have been judged: who found unpatched packages does not release them.
        foreach (var gate in GateName.All.Except(GateName.RequiredBy(PolicyWord(options.Policy))))
        {
            if (await WasFailedAsync(gate, subject, cancellationToken))
            {
                refusals.Add(
                    new GateRefusal(
                        subject.ImageName,
                        gate,
                        $"the gate was judged and not passed; mend it and run '{TargetOf(gate)}' again"
                    )
                );
            }
        }

        return refusals;
    }

    private async Task<bool> WasFailedAsync(string gate, GateSubject subject, CancellationToken cancellationToken) =>
        await store.FindAsync(subject.ImageName, gate, keys, cancellationToken) is { Passed: false } verdict
        && verdict.ImageId == subject.ImageId;

    /// <summary>Why the verdict of one gate doesn't hold for the subject; null when it holds.</summary>
    public async Task<string?> WhyNotAsync(string gate, GateSubject subject, CancellationToken cancellationToken)
    {
        var bytes = await store.ReadAsync(subject.ImageName, gate, cancellationToken);
        if (bytes is null)
        {
            return $"there is no verdict; run the target that judges it ('{TargetOf(gate)}')";
        }

        var verification = VerdictVerifier.Verify(bytes, [keys.Verdict.Public], store.PathOf(subject.ImageName, gate));
        return verification.Verdict is { } verdict
            ? Mismatch(gate, subject, verdict)
            : $"its verdict is refused: {verification.Refusal!.What}; {verification.Refusal.Mend}";
    }

    private string? Mismatch(string gate, GateSubject subject, Verdict verdict)
    {
        var again = $"; run '{TargetOf(gate)}' again";
        var age = time.GetUtcNow() - verdict.Time;
        return verdict switch
        {
            _ when verdict.Gate != gate => $"the verdict is of the gate '{verdict.Gate}'{again}",
            _ when verdict.ImageName != subject.ImageName => $"the verdict is of the image '{verdict.ImageName}'{again}",
            _ when verdict.ImageId != subject.ImageId =>
                $"the image is now {Short(subject.ImageId)}, the verdict is of {Short(verdict.ImageId)}{again}",
            _ when GateName.IsOfImage(gate) => Unfit(gate, verdict, age, again),
            _ when Differs(verdict.EvidenceSha256, subject.EvidenceSha256) => $"the evidence changed since the verdict{again}",
            _ when Differs(verdict.WorkloadSha256, subject.WorkloadSha256) => $"the workload changed since the verdict{again}",
            _ when gate != GateName.Trace && Differs(verdict.ProfileSha256, subject.ProfileSha256) =>
                $"the profile changed since the verdict{again}",
            _ => Unfit(gate, verdict, age, again),
        };
    }

    /// <summary>What no verdict may be, whatever it judged.</summary>
    private string? Unfit(string gate, Verdict verdict, TimeSpan age, string again)
    {
        // What was patched yesterday is not patched today.
        var limit = gate == GateName.Patches && PatchesMaxAge < options.VerdictMaxAge ? PatchesMaxAge : options.VerdictMaxAge;
        return verdict switch
        {
            _ when verdict.Policy != PolicyWord(options.Policy) => $"the verdict was made under the policy '{verdict.Policy}'{again}",
            _ when verdict.ToolVersion != toolVersion => $"the verdict was made by version {verdict.ToolVersion} of the tool{again}",
            _ when age > limit => $"the verdict is {age.TotalDays:0.0} days old, {limit.TotalDays:0.0} are allowed{again}",
            _ when age < -ClockSkew => $"the verdict is of {verdict.Time:u}, which is in the future: set this machine's clock{again}",
            _ when !verdict.Passed => $"the gate was not passed{again}",
            _ => null,
        };
    }

    /// <summary>The policy's word in verdicts and releases.</summary>
    public static string PolicyWord(ReleasePolicy policy) =>
        policy == ReleasePolicy.Production ? Phederation.Trust.TrustPolicy.Production : Phederation.Trust.TrustPolicy.Local;

    private static string TargetOf(string gate) =>
        gate switch
        {
            GateName.Trace => "Trace",
            GateName.Replay or GateName.Supervised => "Replay",
            GateName.Audit => "Audit",
            GateName.Patches => "Patches",
            _ => "Profiles",
        };

    /// <summary>Every gate binds these; a verdict that leaves one out fits nothing.</summary>
    private static bool Differs(string? judged, string now) => judged != now;

    private static string Short(string imageId) => imageId.Length > 19 ? imageId[..19] : imageId;
}
