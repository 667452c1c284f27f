namespace Phederation.Benchmarks;

/// <summary>What the profile costs at a site: pgbench under it beside pgbench under the engine's default profile.</summary>
internal sealed class ProfileBenchmark(BenchmarkDatabase database, BenchmarkSubject subject)
{
    public async Task RunAsync(int rounds, CancellationToken cancellationToken)
    {
        var (ours, standard) = (new List<Throughput>(), new List<Throughput>());
        var json = subject.Profile.ToJson();
        for (var round = 0; round < rounds; round++)
        {
            // The order changes from round to round, so that neither always comes second on a warmer machine.
            if (round % 2 == 0)
            {
                ours.Add(await database.MeasureAsync(json, null, null, cancellationToken));
            }

            standard.Add(await database.MeasureAsync(null, null, null, cancellationToken));
            if (round % 2 != 0)
            {
                ours.Add(await database.MeasureAsync(json, null, null, cancellationToken));
            }
        }

        Figures.Pair("pgbench under our profile / under the engine's default", ours, standard, "aim ≥ 0.98");
    }
}
