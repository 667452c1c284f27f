using Phederation.Pipeline.Incremental;
using Phederation.Seccomp.Evidences;
using Phederation.Site;
using Phederation.Trust.Verdicts;

namespace Phederation.Pipeline.Stages;

/// <summary>Joins what other machines saw of an image with what this one saw, so that its profile is made of all.</summary>
public sealed class MergeStage(PipelineOptions options, PipelineTools tools)
{
    private const int MostFiles = 64;

    /// <summary>Joins evidence files with the image's own evidence.</summary>
    /// <param name="paths">The files, as other machines' Trace wrote them.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="PipelineException">Not exactly one image is chosen, it was not traced here, or a file doesn't belong to it.</exception>
    public async Task RunAsync(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        if (paths.Count is 0 or > MostFiles)
        {
            throw new PipelineException(
                ExitCode.Usage,
                $"--evidence names 1 to {MostFiles} evidence.json files of other machines, separated by +"
            );
        }

        using var keys = TrustRoot.Open(options);
        var gates = new GateKeeper(options, tools, keys);
        var files = new ImageFiles(options, Single());
        var (imageId, workload) = (await files.ImageIdAsync(tools, cancellationToken), files.LoadWorkload());
        var name = files.Definition.Name;
        if (!await gates.HoldsAsync(GateName.Trace, TraceRecord.SubjectOf(files, imageId, workload), cancellationToken))
        {
            throw new PipelineException(
                ExitCode.GateFailed,
                $"{files.Evidence} is not what this machine's last trace wrote; run Trace again"
            );
        }

        var own = Evidence.Load(files.Evidence);
        // Run again, it does nothing twice.
        Evidence[] all = [own, .. paths.Select(Load).Where(one => !EvidenceMerge.Holds(own, one))];
        var problems = EvidenceMerge.Problems(all);
        if (problems.Count > 0)
        {
            throw new PipelineException(
                ExitCode.Refused,
                $"{name}: nothing was joined (evidence 1 is this machine's own, the next are those of --evidence in their order):\n"
                    + string.Join('\n', problems.Select(problem => $"  {problem}"))
            );
        }

        if (all.Length == 1)
        {
            tools.Report.Line($"{name}: joined before, nothing changed");
            return;
        }

        var merged = EvidenceMerge.Of(all);
        await AtomicOutput.WriteFileAsync(files.Evidence, merged.ToUtf8(), cancellationToken);
        await TraceRecord.WriteAsync(files, imageId, workload, merged, gates, cancellationToken);
        tools.Report.Line(
            $"{name}: {merged.Runs.Count} runs, {merged.Unseen.Distinct} distinct syscalls, {merged.Unseen.Distinct - own.Unseen.Distinct} of them not seen on this machine"
        );
        if (TraceRecord.Rare(merged) is { Length: > 0 } rare)
        {
            tools.Report.Line($"{name}: not in each run: {rare}");
        }
    }

    private Images.Catalogue.ImageDefinition Single() =>
        ImageSelection.Load(options).ToProve is [var one]
            ? one
            : throw new PipelineException(ExitCode.Usage, "--images names the one image whose evidence is joined");

    private static Evidence Load(string path) =>
        File.Exists(path) ? Evidence.Load(path) : throw new PipelineException(ExitCode.Missing, $"--evidence: there is no file {path}");
}
