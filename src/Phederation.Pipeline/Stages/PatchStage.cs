using System.Text;
using Phederation.Images.Patching;
using Phederation.Pipeline.Incremental;
using Phederation.Pipeline.Reporting;
using Phederation.Pipeline.Verdicts;
using Phederation.Site;
using Phederation.Trust.Verdicts;

namespace Phederation.Pipeline.Stages;

/// <summary>
/// Reports which packages of images have newer versions: <c>output/patches/patches.{html,json,txt}</c>. It asks the distribution each time,
/// for what was patched yesterday is not patched today.
/// </summary>
public sealed class PatchStage(PipelineOptions options, PipelineTools tools)
{
    /// <summary>Judges the chosen images, or one of the engine, and lets none pass that the policy refuses.</summary>
    /// <param name="reference">An image of the engine by reference or ID; null for the chosen ones of the catalogue.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="PipelineException">The policy refuses an image; the reports are written all the same.</exception>
    public async Task<IReadOnlyList<PatchResult>> RunAsync(string? reference, CancellationToken cancellationToken)
    {
        var results = await JudgeAsync(reference, cancellationToken);
        if (reference is null)
        {
            await RecordAsync(results, cancellationToken);
        }

        var refused = results.Where(result => !result.Passed).ToList();
        return refused.Count == 0
            ? results
            : throw new PipelineException(
                ExitCode.GateFailed,
                $"{options.PatchPolicy} refuses {string.Join(", ", refused.Select(result => $"{result.ImageName} ({result.Refused} findings)"))}; "
                    + $"read {Path.Combine(options.Patches, "patches.txt")}, then take in the patches with Images --update-lock, or waive them with a reason"
            );
    }

    private async Task RecordAsync(IReadOnlyList<PatchResult> results, CancellationToken cancellationToken)
    {
        using var keys = TrustRoot.Open(options);
        var gates = new GateKeeper(options, tools, keys);
        foreach (var result in results)
        {
            await gates.RecordAsync(
                GateName.Patches,
                GateSubject.OfImage(result.ImageName, result.ImageId.ToString()),
                result.Passed,
                new SortedDictionary<string, string>(StringComparer.Ordinal)
                {
                    ["packages"] = $"{result.Packages}",
                    ["unpatched"] = $"{result.Unpatched}",
                    ["found"] = result.FoundSha256,
                },
                cancellationToken
            );
        }
    }

    /// <summary>Judges without refusing: for the gate, which records the verdict.</summary>
    /// <inheritdoc cref="RunAsync"/>
    public async Task<IReadOnlyList<PatchResult>> JudgeAsync(string? reference, CancellationToken cancellationToken)
    {
        var started = tools.Time.GetTimestamp();
        var policy = PatchPolicyReader.Load(options.PatchPolicy);
        var subjects = reference is null ? await SubjectsAsync(cancellationToken) : [new PatchSubject(reference, reference, reference)];
        var scanner = new PatchScanner(tools.Engine, tools.Processes, Path.Combine(options.Cache, "images"));
        var found = await scanner.ScanAsync(subjects, new ProgressReport(tools.Report), cancellationToken);
        var now = tools.Time.GetUtcNow();
        var judge = new PatchJudge(policy, now);
        var report = new PatchReport(now, policy, [.. found.Select(judge.Judge)]);
        await WriteAsync(report, cancellationToken);
        Tell(report);
        tools.Report.Line(
            $"{options.Patches}: patches.html, patches.json, patches.txt; {tools.Time.GetElapsedTime(started).TotalSeconds:0.0} s"
        );
        return [.. report.Images.Select(ResultOf)];
    }

    private async Task<IReadOnlyList<PatchSubject>> SubjectsAsync(CancellationToken cancellationToken)
    {
        var subjects = new List<PatchSubject>();
        foreach (var definition in ImageSelection.Load(options).ToBuild)
        {
            var imageId = await new ImageFiles(options, definition).ImageIdAsync(tools, cancellationToken);
            subjects.Add(new PatchSubject(definition.Name, definition.Reference, imageId));
        }

        return subjects;
    }

    private async Task WriteAsync(PatchReport report, CancellationToken cancellationToken)
    {
        await AtomicOutput.WriteFileAsync(Path.Combine(options.Patches, "patches.json"), PatchJson.Write(report), cancellationToken);
        await AtomicOutput.WriteFileAsync(Path.Combine(options.Patches, "patches.html"), PatchPage.Write(report), cancellationToken);
        var text = Encoding.UTF8.GetBytes(PatchText.Write(report));
        await AtomicOutput.WriteFileAsync(Path.Combine(options.Patches, "patches.txt"), text, cancellationToken);
    }

    private void Tell(PatchReport report)
    {
        foreach (var image in report.Images)
        {
            tools.Report.Line(PatchText.Summary(image));
            foreach (var finding in image.Findings.Where(finding => finding.Judgement != PatchJudgement.Told))
            {
                tools.Report.Warning($"{image.Patches.Name}: {finding.Text}");
            }
        }
    }

    private static PatchResult ResultOf(JudgedPatches image) =>
        new(
            image.Patches.Name,
            image.Patches.ImageId,
            image.Passed,
            image.Patches.PackageCount,
            image.Patches.Unpatched.Count,
            image.Patches.Unpatched.Count(package => package.IsSecurity),
            image.Patches.CveCount,
            image.Findings.Count(finding => finding.Judgement == PatchJudgement.Refused),
            image.Findings.Count(finding => finding.Judgement == PatchJudgement.Waived),
            HashOf(image)
        );

    /// <summary>What was found, without when: the reports are of this hour, and say the same for as long as nothing changes.</summary>
    private static string HashOf(JudgedPatches image)
    {
        using var hash = new ContentHash();
        foreach (var package in image.Patches.Unpatched)
        {
            hash.Add(package.Name, $"{package.Installed} {package.Candidate} {string.Join(' ', package.Cves)}");
        }

        foreach (var finding in image.Findings)
        {
            hash.Add($"{finding.Judgement}", finding.Package);
        }

        return hash.Hex();
    }
}
