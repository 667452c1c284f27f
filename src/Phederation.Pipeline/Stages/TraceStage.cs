using Phederation.Pipeline.Incremental;
using Phederation.Pipeline.Reporting;
using Phederation.Seccomp.Evidences;
using Phederation.Site;
using Phederation.Trust.Verdicts;
using Phederation.Workloads.Tracing;
using Phederation.Workloads.Transcripts;

namespace Phederation.Pipeline.Stages;

/// <summary>Puts each image through its workload while every syscall is recorded.</summary>
public sealed class TraceStage(PipelineOptions options, PipelineTools tools)
{
    /// <summary>Traces the chosen images; one whose evidence still stands is left alone.</summary>
    /// <exception cref="EvidenceUnusableException">Events were lost, or a call was denied although everything is allowed.</exception>
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
        var workload = files.LoadWorkload();
        var imageId = await files.ImageIdAsync(tools, cancellationToken);
        if (File.Exists(files.Evidence) && File.Exists(files.Transcript))
        {
            var known = TraceRecord.SubjectOf(files, imageId, workload);
            if (
                await gates.HoldsAsync(GateName.Trace, known, cancellationToken)
                && Evidence.Load(files.Evidence).Runs.Count >= options.Runs
            )
            {
                tools.Report.Line($"{name}: traced before, nothing changed");
                return;
            }
        }

        var started = tools.Time.GetTimestamp();
        var results = new List<TraceResult>();
        for (var run = 1; run <= options.Runs; run++)
        {
            results.Add(
                await new TraceRun(tools.Engine, tools.Time, options.Recorder).RunAsync(
                    workload,
                    await targets.ForAsync(files, workload, imageId, cancellationToken),
                    name,
                    new StepReport(options.Runs > 1 ? $"trace {run} of {options.Runs}" : "trace", workload.Steps.Count, tools.Report),
                    cancellationToken
                )
            );
            DemandSame(name, results);
        }

        var evidence = EvidenceMerge.Of([.. results.Select(result => result.Evidence)]);
        await AtomicOutput.ReplaceFolderAsync(
            files.Folder,
            folder =>
            {
                evidence.Save(Path.Combine(folder, Path.GetFileName(files.Evidence)));
                results[0].Transcript.Save(Path.Combine(folder, Path.GetFileName(files.Transcript)));
                return Task.CompletedTask;
            }
        );
        await TraceRecord.WriteAsync(files, imageId, workload, evidence, gates, cancellationToken);
        tools.Report.Line(
            $"{name}: {workload.Steps.Count} steps, {evidence.Unseen.Distinct} distinct syscalls, none lost, {tools.Time.GetElapsedTime(started).TotalSeconds:0} s"
        );
        if (results[0].Notice is { } notice)
        {
            tools.Report.Line($"{name}: {notice}");
        }

        if (TraceRecord.Rare(evidence) is { Length: > 0 } rare)
        {
            tools.Report.Line($"{name}: not in each of {evidence.Runs.Count} runs: {rare}");
        }
    }

    /// <summary>What two runs answer differently with everything allowed would be taken for the profile's fault in the replay.</summary>
    private static void DemandSame(string name, List<TraceResult> results)
    {
        var differences = Transcript.Compare(results[0].Transcript, results[^1].Transcript);
        if (differences.Count > 0)
        {
            throw new PipelineException(
                ExitCode.GateFailed,
                $"{name}: run {results.Count} answers differently than run 1, although everything is allowed in both; mend the workload, or let a "
                    + $"[[normalise]] rule leave it out:\n{string.Join('\n', differences.Take(10).Select(difference => $"  step {difference}"))}"
            );
        }
    }
}
