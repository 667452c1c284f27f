namespace Phederation.Benchmarks.Seccomp;

/// <summary>A service of a Debian package, and the program that puts a load on it.</summary>
/// <param name="Packages">What is installed in its image.</param>
/// <param name="Command">Starts the service in the foreground.</param>
/// <param name="Port">Where it listens.</param>
/// <param name="Program">The load generator on this machine.</param>
/// <param name="ArgumentsFor">Its arguments, given the service's address.</param>
/// <param name="Rates">What it measures.</param>
/// <param name="Patterns">Where each rate stands in its output, as the first group.</param>
internal sealed record LoadGenerator(
    IReadOnlyList<string> Packages,
    IReadOnlyList<string> Command,
    int Port,
    string Program,
    Func<string, IReadOnlyList<string>> ArgumentsFor,
    IReadOnlyList<string> Rates,
    IReadOnlyList<string> Patterns
)
{
    private const string Seconds = "4s";

    public static IReadOnlyList<LoadGenerator> All { get; } =
    [
        new(
            ["redis-server"],
            ["/usr/bin/redis-server", "--protected-mode", "no", "--save", "", "--appendonly", "no"],
            6379,
            "/usr/bin/redis-benchmark",
            address => ["-h", address, "-q", "-n", "100000", "-t", "get,set"],
            ["redis-benchmark SET", "redis-benchmark GET"],
            [@"SET: ([0-9.]+) requests per second", @"GET: ([0-9.]+) requests per second"]
        ),
        new(
            ["nginx"],
            ["/usr/sbin/nginx", "-g", "daemon off; worker_processes 1;"],
            80,
            "/usr/bin/wrk",
            address => ["-t1", "-c16", $"-d{Seconds}", $"http://{address}/"],
            ["wrk on nginx"],
            [@"Requests/sec:\s+([0-9.]+)"]
        ),
    ];
}
