using Phederation.Pipeline.Reporting;
using Phederation.Pipeline.Verdicts;
using Phederation.Seccomp.Profiles;
using Phederation.Site;
using Phederation.Trust.Verdicts;
using Phederation.Workloads.Tracing;
using Phederation.Workloads.Transcripts;

namespace Phederation.Pipeline.Stages;

/// <summary>Repeats each workload under the profile: every answer must be the same, and nothing may be denied.</summary>
public sealed class ReplayStage(PipelineOptions options, PipelineTools tools)
{
    /// <summary>Replays the chosen images; one that was proved before, and in which nothing changed, is left alone.</summary>
    /// <exception cref="PipelineException">A call was denied or an answer differs; the message names call, process and step.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var keys = TrustRoot.Open(options);
        var gates = new GateKeeper(options, tools, keys);
        var selection = ImageSelection.Load(options);
        var targets = new WorkloadTargets(options, tools, selection.Catalogue);
        foreach (var definition in selection.ToProve)
        {
            await RunAsync(new ImageFiles(options, definition), gates, targets, cancellationToken);
        }
    }

    private async Task RunAsync(ImageFiles files, GateKeeper gates, WorkloadTargets targets, CancellationToken cancellationToken)
    {
        var name = files.Definition.Name;
        var subject = await files.SubjectAsync(tools, cancellationToken);
        var profile = SeccompProfile.ParseUtf8(await File.ReadAllBytesAsync(files.Profile, cancellationToken), files.Profile);
        if (await gates.HoldsAsync(GateName.Replay, subject, cancellationToken))
        {
            tools.Report.Line($"{name}: proved before, nothing changed");
        }
        else
        {
            await ProveAsync(files, profile, subject, gates, targets, cancellationToken);
        }

        await new SupervisedReplay(options, tools).RunAsync(files, profile, subject, gates, targets, cancellationToken);
    }

    private async Task ProveAsync(
        ImageFiles files,
        SeccompProfile profile,
        GateSubject subject,
        GateKeeper gates,
        WorkloadTargets targets,
        CancellationToken cancellationToken
    )
    {
        var name = files.Definition.Name;
        ImageFiles.HashOf(files.Transcript, "Trace");
        var started = tools.Time.GetTimestamp();
        var workload = files.LoadWorkload();
        var result = await new ReplayRun(tools.Engine, tools.Time, options.Recorder).RunAsync(
            workload,
            await targets.ForAsync(files, workload, subject.ImageId, cancellationToken),
            profile,
            Transcript.Load(files.Transcript),
            new StepReport("replay", workload.Steps.Count, tools.Report),
            cancellationToken
        );
        if (result.Notice is { } notice)
        {
            tools.Report.Line($"{name}: {notice}");
        }

        await gates.RecordAsync(GateName.Replay, subject, result.Passed, Details(result), cancellationToken);
        if (!result.Passed)
        {
            throw new PipelineException(ExitCode.GateFailed, $"{name}: the profile does not hold:\n{string.Join('\n', result.Reasons)}");
        }

        tools.Report.Line($"{name}: the kernel's filter: {result.Filter}");
        tools.Report.Line(
            $"{name}: {result.Transcript.Steps.Count} steps under the profile, same answers, no denial, {tools.Time.GetElapsedTime(started).TotalSeconds:0} s"
        );
    }

    /// <summary>What a verdict tells of a replay.</summary>
    internal static SortedDictionary<string, string> Details(ReplayResult result) =>
        new(StringComparer.Ordinal)
        {
            ["steps"] = $"{result.Transcript.Steps.Count}",
            ["denials"] = $"{result.Denials.Count}",
            ["differences"] = $"{result.Differences.Count}",
            ["filter"] = result.Filter,
        };
}
