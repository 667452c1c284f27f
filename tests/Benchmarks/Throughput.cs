namespace Phederation.Benchmarks;

/// <summary>What a database did under load, in transactions a second.</summary>
/// <param name="Mixed">TPC-B: reads and writes.</param>
/// <param name="Reads">Reads only.</param>
internal sealed record Throughput(double Mixed, double Reads);
