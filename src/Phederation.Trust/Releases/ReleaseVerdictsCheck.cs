using Phederation.Trust.Tuf;
using Phederation.Trust.Verdicts;

namespace Phederation.Trust.Releases;

/// <summary>Compares the verdicts of a release with its images: signed, passed, about exactly these bytes, none missing.</summary>
internal sealed class ReleaseVerdictsCheck(ReleaseManifest manifest, IReadOnlyDictionary<string, ReleaseFile> files, Findings findings)
{
    private const string Mend = "the release was not made by the pipeline as it should be: tell its maker";

    /// <summary>Checks them all.</summary>
    /// <param name="trustedKeys">The keys that may sign verdicts.</param>
    /// <param name="requiredGates">The gates that each image must have passed.</param>
    public IReadOnlyList<Verdict> Run(IReadOnlyCollection<TufKey> trustedKeys, IReadOnlyCollection<string> requiredGates)
    {
        var verdicts = new List<Verdict>();
        for (var i = 0; i < manifest.Verdicts.Count; i++)
        {
            var where = $"{ReleaseManifest.FileName}, verdict {i + 1}";
            var verification = VerdictVerifier.Verify(manifest.Verdicts[i].Envelope, trustedKeys, where);
            if (verification.Verdict is not { } verdict)
            {
                findings.Refuse(verification.Refusal!);
                continue;
            }

            Check(verdict, $"{where} ({verdict.Gate} of {verdict.ImageName})");
            verdicts.Add(verdict);
        }

        foreach (var image in manifest.Images)
        {
            foreach (var gate in requiredGates)
            {
                if (!verdicts.Exists(verdict => verdict.Gate == gate && verdict.ImageName == image.Name))
                {
                    findings.Refuse(
                        RefusalCode.GateMissing,
                        $"no verdict says that it passed the gate '{gate}'",
                        $"image {image.Name}",
                        Mend
                    );
                }
            }
        }

        if (findings.AreGood)
        {
            findings.Holds($"{verdicts.Count} verdicts are signed, passed and about these images, profiles and evidence");
        }

        return verdicts;
    }

    private void Check(Verdict verdict, string where)
    {
        var image = manifest.Images.FirstOrDefault(image => image.Name == verdict.ImageName);
        if (image is null)
        {
            findings.Refuse(RefusalCode.Mismatch, "it is about an image that the release does not have", where, Mend);
            return;
        }

        if (!verdict.Passed)
        {
            findings.Refuse(RefusalCode.GateFailed, "the gate was not passed", where, Mend);
        }

        Compare("image ID", verdict.ImageId, image.ConfigDigest, where);
        Compare("profile", verdict.ProfileSha256, HashOf(image.Profile), where);
        Compare("evidence", verdict.EvidenceSha256, HashOf(image.Evidence), where);
        Compare("policy", verdict.Policy, manifest.Policy, where);
    }

    private string? HashOf(string path) => files.GetValueOrDefault(path)?.Sha256;

    private void Compare(string what, string? judged, string? released, string where)
    {
        if (judged is not null && judged != released)
        {
            findings.Refuse(RefusalCode.Mismatch, $"it is about the {what} {judged}, the release has {released ?? "none"}", where, Mend);
        }
    }
}
