using Phederation.Pipeline.Reporting;
using Phederation.Pipeline.Verdicts;
using Phederation.Seccomp.Profiles;
using Phederation.Seccomp.Recording;
using Phederation.Seccomp.Supervision;
using Phederation.Site;
using Phederation.Trust.Verdicts;
using Phederation.Workloads.Tracing;
using Phederation.Workloads.Transcripts;

namespace Phederation.Pipeline.Stages;

/// <summary>
/// Repeats a workload under the second form of its profile, in which the healthy service has lost the calls of its start. A machine that can't leaves it: the
/// release says nothing of the form then, and no site runs it.
/// </summary>
internal sealed class SupervisedReplay(PipelineOptions options, PipelineTools tools)
{
    /// <summary>Replays, unless it holds already or the profile has no such calls.</summary>
    /// <exception cref="PipelineException">The service misses one of the calls, or answers otherwise without them.</exception>
    public async Task RunAsync(
        ImageFiles files,
        SeccompProfile profile,
        GateSubject subject,
        GateKeeper gates,
        WorkloadTargets targets,
        CancellationToken cancellationToken
    )
    {
        var name = files.Definition.Name;
        var startup = SupervisedForm.StartupNames(profile);
        if (startup.Count == 0 || await gates.HoldsAsync(GateName.Supervised, subject, cancellationToken))
        {
            return;
        }

        var workload = files.LoadWorkload();
        try
        {
            var result = await new ReplayRun(tools.Engine, tools.Time, options.Recorder).RunSupervisedAsync(
                workload,
                await targets.ForAsync(files, workload, subject.ImageId, cancellationToken),
                profile,
                Transcript.Load(files.Transcript),
                new StepReport("replay, supervised", workload.Steps.Count, tools.Report),
                cancellationToken
            );
            var details = ReplayStage.Details(result);
            details["startup"] = string.Join(' ', startup);
            await gates.RecordAsync(GateName.Supervised, subject, result.Passed, details, cancellationToken);
            if (!result.Passed)
            {
                throw new PipelineException(
                    ExitCode.GateFailed,
                    $"{name}: the healthy service can't do without {string.Join(", ", startup)}:\n{string.Join('\n', result.Reasons)}"
                );
            }

            tools.Report.Line(
                $"{name}: the same while supervised, {profile.AllowedNames.Count - startup.Count} calls once healthy, without {string.Join(", ", startup)}"
            );
        }
        catch (RecorderUnavailableException exception)
        {
            tools.Report.Line($"{name}: not proved in the supervised form ({startup.Count} calls fewer once healthy): {exception.Reason}");
        }
    }
}
