using System.Security.Cryptography;
using System.Text;
using Phederation.Pipeline.Incremental;
using Phederation.Pipeline.Reporting;
using Phederation.Seccomp.Evidences;
using Phederation.Seccomp.Profiles;
using Phederation.Seccomp.Synthesis;
using Phederation.Site;
using Phederation.Trust.Verdicts;
using Phederation.Workloads.Tracing;
using Phederation.Workloads.Transcripts;

namespace Phederation.Pipeline.Stages;

/// <summary>
/// Asks of each workload whether it would notice a profile that lacks a call: takes some calls out, one at a time, and replays. A call whose loss nobody
/// notices was made, but nothing that the workload looks at depended on it; or the workload is blind for it.
/// </summary>
public sealed class SelfTestStage(PipelineOptions options, PipelineTools tools)
{
    private const int MostSamples = 500;

    /// <summary>Tests the chosen images' workloads.</summary>
    /// <param name="samples">How many calls are taken out of each profile, the same ones each time.</param>
    /// <param name="cancellationToken">Stops it; what was found until then is written.</param>
    /// <exception cref="PipelineException">A profile is not proved yet.</exception>
    public async Task RunAsync(int samples, CancellationToken cancellationToken)
    {
        if (samples is < 1 or > MostSamples)
        {
            throw new PipelineException(ExitCode.Usage, $"--samples is between 1 and {MostSamples}");
        }

        using var keys = TrustRoot.Open(options);
        var gates = new GateKeeper(options, tools, keys);
        var selection = ImageSelection.Load(options);
        var targets = new WorkloadTargets(options, tools, selection.Catalogue);
        foreach (var definition in selection.ToProve)
        {
            await TestAsync(new ImageFiles(options, definition), samples, gates, targets, cancellationToken);
        }
    }

    private async Task TestAsync(
        ImageFiles files,
        int samples,
        GateKeeper gates,
        WorkloadTargets targets,
        CancellationToken cancellationToken
    )
    {
        var name = files.Definition.Name;
        var subject = await files.SubjectAsync(tools, cancellationToken);
        if (!await gates.HoldsAsync(GateName.Replay, subject, cancellationToken))
        {
            throw new PipelineException(ExitCode.GateFailed, $"{name}: its profile is not proved; run Replay first");
        }

        var workload = files.LoadWorkload();
        var profile = SeccompProfile.ParseUtf8(await File.ReadAllBytesAsync(files.Profile, cancellationToken), files.Profile);
        var expected = Transcript.Load(files.Transcript);
        var chosen = Choose(profile, Evidence.Load(files.Evidence), samples);
        var blind = new List<string>();
        var text = new StringBuilder();
        for (var index = 0; index < chosen.Count; index++)
        {
            var result = await new ReplayRun(tools.Engine, tools.Time, options.Recorder).RunAsync(
                workload,
                await targets.ForAsync(files, workload, subject.ImageId, cancellationToken),
                profile.Without(chosen[index]),
                expected,
                new StepReport($"self-test {index + 1} of {chosen.Count}, without {chosen[index]}", workload.Steps.Count, tools.Report),
                cancellationToken
            );
            if (index == 0 && result.Notice is { } notice)
            {
                tools.Report.Line($"{name}: {notice}");
            }

            // Seen as a denial is enough for a replay to fail; what the program made of it says how much it matters.
            var isFelt = result.Failure is not null || result.Differences.Count > 0;
            var verdict =
                result.Passed ? "NOT NOTICED"
                : isFelt ? "noticed: denied, and felt"
                : "noticed: denied";
            blind.AddRange(result.Passed ? [chosen[index]] : []);
            var line = $"{name}: without {chosen[index]}: {verdict}";
            tools.Report.Line(line);
            text.AppendLine(line);
            await AtomicOutput.WriteFileAsync(
                Path.Combine(files.Folder, "self-test.txt"),
                Encoding.UTF8.GetBytes(text.ToString()),
                cancellationToken
            );
        }

        tools.Report.Line($"{name}: the loss of {chosen.Count - blind.Count} of {chosen.Count} calls is noticed");
        if (blind.Count > 0)
        {
            tools.Report.Warning(
                $"{name}: the workload is blind for {string.Join(", ", blind)}: the trace saw them, but this run made none of them; Trace --runs shows which come and go"
            );
        }
    }

    /// <summary>Calls that the program was seen to make, spread over all by a hash: the same ones for the same profile on each machine.</summary>
    private static List<string> Choose(SeccompProfile profile, Evidence evidence, int samples)
    {
        var allowed = profile.AllowedNames.ToHashSet(StringComparer.Ordinal);
        var runtime = RuntimeNeeds.AllSites.Needs.Select(need => need.Name).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. evidence
                .Syscalls.Where(call => !call.ByRuntime)
                .Select(call => call.Name)
                .Distinct()
                // Without what the runtime needs itself no container starts, which says nothing of the workload.
                .Where(name => allowed.Contains(name) && !runtime.Contains(name))
                .OrderBy(
                    name => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{profile.Sha256} {name}"))),
                    StringComparer.Ordinal
                )
                .Take(samples)
                .Order(StringComparer.Ordinal),
        ];
    }
}
