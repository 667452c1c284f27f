using Phederation.Pipeline.Incremental;
using Phederation.Pipeline.Reporting;
using Phederation.Pipeline.Verdicts;
using Phederation.Trust.Verdicts;
using Phederation.Workloads;
using Phederation.Workloads.Tracing;

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
            var known = SubjectOf(files, imageId, workload);
            if (await gates.HoldsAsync(GateName.Trace, known, cancellationToken))
            {
                tools.Report.Line($"{name}: traced before, nothing changed");
                return;
            }
        }

        var started = tools.Time.GetTimestamp();
        var result = await new TraceRun(tools.Engine, tools.Time).RunAsync(
            workload,
            await targets.ForAsync(files, workload, imageId, cancellationToken),
            name,
            new StepReport("trace", workload.Steps.Count, tools.Report),
            cancellationToken
        );
        await AtomicOutput.ReplaceFolderAsync(
            files.Folder,
            folder =>
            {
                result.Evidence.Save(Path.Combine(folder, Path.GetFileName(files.Evidence)));
                result.Transcript.Save(Path.Combine(folder, Path.GetFileName(files.Transcript)));
                return Task.CompletedTask;
            }
        );
        var details = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["steps"] = $"{workload.Steps.Count}",
            ["distinct"] = $"{result.Evidence.Unseen.Distinct}",
            ["backEnd"] = result.Evidence.BackEnd,
        };
        await gates.RecordAsync(GateName.Trace, SubjectOf(files, imageId, workload), isPassed: true, details, cancellationToken);
        tools.Report.Line(
            $"{name}: {workload.Steps.Count} steps, {result.Evidence.Unseen.Distinct} distinct syscalls, none lost, {tools.Time.GetElapsedTime(started).TotalSeconds:0} s"
        );
    }

    private static GateSubject SubjectOf(ImageFiles files, string imageId, Workload workload) =>
        new(files.Definition.Name, imageId, "", ImageFiles.HashOf(files.Evidence, "Trace"), workload.Sha256);
}
