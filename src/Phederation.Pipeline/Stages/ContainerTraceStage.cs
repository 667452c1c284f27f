using System.ComponentModel;
using Phederation.Containers.Engine.Models;
using Phederation.Pipeline.Incremental;
using Phederation.Seccomp;
using Phederation.Seccomp.Evidences;
using Phederation.Seccomp.Filters;
using Phederation.Seccomp.Recording;
using Phederation.Seccomp.Review;
using Phederation.Seccomp.Synthesis;
using Phederation.Site;
using Phederation.Workloads.Tracing;

namespace Phederation.Pipeline.Stages;

/// <summary>Watches any container of the engine, and writes what it was seen to call and the profile that this asks for.</summary>
public sealed class ContainerTraceStage(PipelineOptions options, PipelineTools tools)
{
    /// <summary>Watches a container for some time; when interrupted, what was seen until then is written.</summary>
    /// <param name="reference">Its name or ID.</param>
    /// <param name="length">How long, 1 s to a day.</param>
    /// <param name="cancellationToken">Ends the watch early.</param>
    /// <exception cref="PipelineException">There is no such container, or it does not run.</exception>
    /// <exception cref="RecorderUnavailableException">This machine can't record it.</exception>
    public async Task RunAsync(string reference, TimeSpan length, CancellationToken cancellationToken)
    {
        if (length < TimeSpan.FromSeconds(1) || length > TimeSpan.FromDays(1))
        {
            throw new PipelineException(ExitCode.Usage, "--seconds is between 1 and 86400");
        }

        var container = await FindAsync(reference, cancellationToken);
        if (container.HostConfig.SecurityOpt?.Contains("seccomp=" + LearningProfile.Json) != true)
        {
            tools.Report.Warning(
                "it runs under a profile that denies calls: what it does without them is seen, not what it would do with them"
            );
        }

        tools.Report.Line($"watching {container.Name.TrimStart('/')} for {length.TotalSeconds:0} s; Ctrl-C ends it earlier");
        var evidence = await new ContainerTrace(tools.Engine, tools.Time).RunAsync(
            container,
            length,
            new Progress(step => tools.Report.Progress($"{step.Id}: {step.Known} distinct syscalls, {step.New} new")),
            cancellationToken
        );
        await WriteAsync(evidence, await FilterAsync(container));
        cancellationToken.ThrowIfCancellationRequested();
    }

    private async Task<ContainerDetails> FindAsync(string reference, CancellationToken cancellationToken)
    {
        var container =
            await tools.Engine.Containers.InspectAsync(reference, cancellationToken)
            ?? throw new PipelineException(ExitCode.Missing, $"the engine has no container '{reference}'; docker ps lists those that run");
        return container.State is { Running: true, Paused: false }
            ? container
            : throw new PipelineException(
                ExitCode.Missing,
                $"the container '{reference}' does not run ({container.State.Status}); start it first"
            );
    }

    // Also when interrupted: what was seen must not be lost.
    /// <summary>What the kernel holds the container to, as text; null where it doesn't show it.</summary>
    private async Task<string?> FilterAsync(ContainerDetails container)
    {
        try
        {
            var programs = await KernelFilter.ReadAsync(container.State.Pid);
            return programs is [] ? "no filter\n" : string.Join('\n', programs.Reverse().Select(one => BpfText.Of(one, SyscallAbi.X8664)));
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidDataException)
        {
            tools.Report.Warning($"the kernel's filter of the container is not shown: {exception.Message}");
            return null;
        }
    }

    private async Task WriteAsync(Evidence evidence, string? filter)
    {
        var result = ProfileSynthesizer.Synthesize(evidence, RuntimeNeeds.AllSites, SeccompPolicy.Default);
        var folder = Path.Combine(options.Traces, evidence.Subject.ImageName);
        await AtomicOutput.ReplaceFolderAsync(
            folder,
            async made =>
            {
                evidence.Save(Path.Combine(made, "evidence.json"));
                await AtomicOutput.WriteFileAsync(Path.Combine(made, "seccomp.json"), result.Profile.ToUtf8(), CancellationToken.None);
                await AtomicOutput.WriteFileAsync(Path.Combine(made, "reasons.json"), result.ReasonsToUtf8(), CancellationToken.None);
                if (filter is not null)
                {
                    await File.WriteAllTextAsync(Path.Combine(made, "filter.txt"), filter, CancellationToken.None);
                }
            }
        );
        foreach (var line in ReviewTable.Write(result.Reasons).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            tools.Report.Line(line);
        }

        foreach (var problem in result.Violations)
        {
            tools.Report.Warning($"{problem}");
        }

        tools.Report.Line(
            $"{evidence.Unseen.Distinct} distinct syscalls seen, {result.Profile.AllowedNames.Count} allowed by the profile of them: {folder}"
        );
        tools.Report.Line(
            "a beginning: what the container did before, and what it did not do meanwhile, is missing; a workload shows a whole life"
        );
    }

    // In the order of the reports, on the caller's own thread.
    private sealed class Progress(Action<EvidenceStep> report) : IProgress<EvidenceStep>
    {
        public void Report(EvidenceStep value) => report(value);
    }
}
