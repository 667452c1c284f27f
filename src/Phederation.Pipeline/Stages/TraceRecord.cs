using Phederation.Pipeline.Verdicts;
using Phederation.Seccomp.Evidences;
using Phederation.Trust.Verdicts;
using Phederation.Workloads;

namespace Phederation.Pipeline.Stages;

/// <summary>What the pipeline signs about evidence.</summary>
internal static class TraceRecord
{
    /// <summary>What the verdict on an image's evidence is about.</summary>
    public static GateSubject SubjectOf(ImageFiles files, string imageId, Workload workload) =>
        new(files.Definition.Name, imageId, "", ImageFiles.HashOf(files.Evidence, "Trace"), workload.Sha256);

    /// <summary>Signs that the evidence that lies there is what was seen.</summary>
    public static Task WriteAsync(
        ImageFiles files,
        string imageId,
        Workload workload,
        Evidence evidence,
        GateKeeper gates,
        CancellationToken cancellationToken
    )
    {
        var details = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["steps"] = $"{workload.Steps.Count}",
            ["distinct"] = $"{evidence.Unseen.Distinct}",
            ["runs"] = $"{evidence.Runs.Count}",
            ["backEnd"] = evidence.BackEnd,
        };
        return gates.RecordAsync(GateName.Trace, SubjectOf(files, imageId, workload), isPassed: true, details, cancellationToken);
    }

    /// <summary>The program's calls that not every run showed, each with the number of runs.</summary>
    public static string Rare(Evidence evidence) =>
        string.Join(
            ", ",
            evidence.Syscalls.Where(call => !call.ByRuntime && call.Runs < evidence.Runs.Count).Select(call => $"{call.Name} ({call.Runs})")
        );
}
