using Phederation.Pipeline.Verdicts;
using Phederation.Site;
using Phederation.Trust.Keys;
using Phederation.Trust.Verdicts;

namespace Phederation.Pipeline.Stages;

/// <summary>Writes the stages' verdicts, and lets pass only what they hold for.</summary>
internal sealed class GateKeeper(PipelineOptions options, PipelineTools tools, TrustKeys keys)
{
    private readonly VerdictStore _store = new(options.Verdicts);

    /// <summary>Signs and keeps what a gate found.</summary>
    public Task RecordAsync(
        string gate,
        GateSubject subject,
        bool isPassed,
        IReadOnlyDictionary<string, string> details,
        CancellationToken cancellationToken
    ) =>
        _store.SaveAsync(
            new Verdict
            {
                Gate = gate,
                ImageName = subject.ImageName,
                ImageId = subject.ImageId,
                ProfileSha256 = gate == GateName.Trace || GateName.IsOfImage(gate) ? null : subject.ProfileSha256,
                EvidenceSha256 = GateName.IsOfImage(gate) ? null : subject.EvidenceSha256,
                WorkloadSha256 = GateName.IsOfImage(gate) ? null : subject.WorkloadSha256,
                Policy = ReleaseGate.PolicyWord(options.Policy),
                ToolVersion = ToolVersion.Current,
                Time = tools.Time.GetUtcNow(),
                Passed = isPassed,
                Details = details,
            },
            keys,
            cancellationToken
        );

    /// <summary>Whether a gate was passed by exactly this, so that it need not be judged again.</summary>
    public async Task<bool> HoldsAsync(string gate, GateSubject subject, CancellationToken cancellationToken) =>
        await Gate().WhyNotAsync(gate, subject, cancellationToken) is null;

    /// <summary>Judges every gate of the policy on what is there now.</summary>
    /// <returns>The envelopes of the verdicts, in the order of the gates; last that of the supervised form, where it holds.</returns>
    /// <exception cref="PipelineException">A gate doesn't hold; the message has every reason.</exception>
    public async Task<IReadOnlyList<byte[]>> EnsureAsync(GateSubject subject, CancellationToken cancellationToken)
    {
        var refusals = await Gate().JudgeAsync(subject, cancellationToken);
        if (refusals.Count > 0)
        {
            throw new PipelineException(ExitCode.Refused, "refused, nothing was signed or published:\n" + string.Join('\n', refusals));
        }

        var envelopes = new List<byte[]>();
        foreach (var gate in GateName.RequiredBy(ReleaseGate.PolicyWord(options.Policy)))
        {
            envelopes.Add((await _store.ReadAsync(subject.ImageName, gate, cancellationToken))!);
        }

        if (await HoldsAsync(GateName.Supervised, subject, cancellationToken))
        {
            envelopes.Add((await _store.ReadAsync(subject.ImageName, GateName.Supervised, cancellationToken))!);
        }

        return envelopes;
    }

    private ReleaseGate Gate() => new(_store, keys, options, ToolVersion.Current, tools.Time);
}
