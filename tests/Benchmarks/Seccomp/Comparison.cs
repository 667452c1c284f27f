namespace Phederation.Benchmarks.Seccomp;

/// <summary>Measures conditions in turns, and prints each as a ratio to the first.</summary>
internal static class Comparison
{
    /// <param name="load">What is measured.</param>
    /// <param name="against">Makes the condition that the others are compared with.</param>
    /// <param name="others">Make the others.</param>
    /// <param name="aims">What is aimed at, by the condition's name.</param>
    /// <param name="rounds">How often each is measured.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task RunAsync(
        ILoad load,
        Func<Watch> against,
        IReadOnlyList<Func<Watch>> others,
        IReadOnlyDictionary<string, string> aims,
        int rounds,
        CancellationToken cancellationToken
    )
    {
        var measured = new Dictionary<string, List<IReadOnlyList<double>>>();
        Func<Watch>[] all = [against, .. others];
        string? first = null;
        for (var round = 0; round < rounds; round++)
        {
            // The order changes from round to round, so that none always comes last on a warmer machine.
            foreach (var make in round % 2 == 0 ? all : all.Reverse())
            {
                using var watch = make();
                var rates = await load.MeasureAsync(watch.Condition, cancellationToken);
                first ??= watch.Condition.Name;
                measured.TryAdd(watch.Condition.Name, []);
                measured[watch.Condition.Name].Add(rates);
            }
        }

        for (var rate = 0; rate < load.Rates.Count; rate++)
        {
            foreach (var (name, runs) in measured.Where(pair => pair.Key != first))
            {
                var values = runs.Select(run => run[rate]).Where(double.IsFinite).ToList();
                if (values.Count > 0)
                {
                    Figures.Ratio(
                        $"{load.Rates[rate]}: {name} / {first}",
                        values,
                        [.. measured[first!].Select(run => run[rate])],
                        aims.GetValueOrDefault(name, "for comparison")
                    );
                }
            }
        }
    }
}
