using Phederation.Benchmarks.Images;
using Phederation.Containers.Engine;
using Phederation.Processes;

namespace Phederation.Benchmarks.Seccomp;

/// <summary>What recording and enforcement cost, on services and load generators that the field knows.</summary>
internal sealed class SeccompBenchmark(EngineClient engine, IProcessRunner processes, string root, string output)
{
    private static readonly Dictionary<string, string> Aims = new()
    {
        ["eBPF"] = "aim ≥ 0.95",
        ["our profile"] = "aim ≥ 0.98",
        ["our profile, supervised"] = "aim ≥ 0.98",
    };

    /// <summary>Each recorder beside none.</summary>
    public async Task RecordersAsync(int rounds, CancellationToken cancellationToken)
    {
        var watches = new Watches(engine, await engine.System.InfoAsync(cancellationToken));
        var subject = await BenchmarkSubject.LoadAsync(root, output, engine, cancellationToken);
        var others = watches.Recorders(cancellationToken);
        await Comparison.RunAsync(
            new BenchmarkDatabase(engine, subject, Pgbench.Find(), processes),
            Watches.Plain,
            others,
            Aims,
            rounds,
            cancellationToken
        );
        foreach (var generator in LoadGenerator.All)
        {
            if (!File.Exists(generator.Program))
            {
                Console.WriteLine($"{string.Join(", ", generator.Rates)}: left out: {generator.Program} is not installed");
                continue;
            }

            if (await PlainImage.MakeAsync(engine, processes, generator.Packages, "bookworm", cancellationToken) is not { } image)
            {
                Console.WriteLine($"{string.Join(", ", generator.Rates)}: left out: mmdebstrap is not installed");
                continue;
            }

            await using (image)
            {
                await Comparison.RunAsync(
                    new PlainLoad(engine, processes, image, generator),
                    Watches.Plain,
                    others,
                    Aims,
                    rounds,
                    cancellationToken
                );
                if (generator == LoadGenerator.All[0])
                {
                    await Comparison.RunAsync(new StartLoad(engine, image), Watches.Plain, others, Aims, rounds, cancellationToken);
                }
            }
        }
    }

    /// <summary>Our profile, none, and the supervised form beside the engine's default.</summary>
    public async Task EnforcementAsync(int rounds, CancellationToken cancellationToken)
    {
        var watches = new Watches(engine, await engine.System.InfoAsync(cancellationToken));
        var subject = await BenchmarkSubject.LoadAsync(root, output, engine, cancellationToken);
        await Comparison.RunAsync(
            new BenchmarkDatabase(engine, subject, Pgbench.Find(), processes),
            () => new Watch(new Condition("the engine's default", null)),
            watches.Profiles(subject.Profile),
            Aims,
            rounds,
            cancellationToken
        );
        SyscallCount.Print(root, subject);
    }
}
