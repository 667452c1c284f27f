using Phederation.Containers.Engine;
using Phederation.Seccomp.Recording;

namespace Phederation.Benchmarks;

/// <summary>What recording costs: pgbench recorded beside pgbench not recorded, and beside the same under strace.</summary>
internal sealed class RecorderBenchmark(EngineClient engine, BenchmarkDatabase database)
{
    public async Task RunAsync(int rounds, CancellationToken cancellationToken)
    {
        var info = await engine.System.InfoAsync(cancellationToken);
        var options = new EbpfRecorderOptions
        {
            // As a trace records: under its profile nothing is denied.
            WatchDenials = false,
            Cgroups = EngineCgroups.Of(info),
        };
        var (plain, recorded) = (new List<Throughput>(), new List<Throughput>());
        for (var round = 0; round < rounds; round++)
        {
            // The order changes from round to round, so that neither always comes second.
            if (round % 2 == 0)
            {
                plain.Add(await database.MeasureAsync(LearningProfile.Json, null, null, cancellationToken));
            }

            using (var recorder = EbpfRecorder.Start(options))
            {
                recorded.Add(await database.MeasureAsync(LearningProfile.Json, recorder.CgroupParent, null, cancellationToken));
            }

            if (round % 2 != 0)
            {
                plain.Add(await database.MeasureAsync(LearningProfile.Json, null, null, cancellationToken));
            }
        }

        Figures.Pair("pgbench recorded / not recorded", recorded, plain, "aim ≥ 0.95");
        if (Strace.Path is { } strace)
        {
            var traced = await database.MeasureAsync(
                LearningProfile.Json,
                null,
                id => Strace.AttachAsync(strace, engine, id, cancellationToken),
                cancellationToken
            );
            Figures.Pair("pgbench under strace -f / not recorded", [traced], plain, "for comparison");
        }
    }
}
