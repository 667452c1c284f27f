using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Phederation.Containers.Engine;
using Phederation.Containers.Hardening;
using Phederation.Processes;

namespace Phederation.Benchmarks.Seccomp;

/// <summary>A fresh database in a hardened container for each measurement, and the load that is measured on it.</summary>
internal sealed partial class BenchmarkDatabase(EngineClient engine, BenchmarkSubject subject, string pgbench, IProcessRunner processes)
    : ILoad
{
    private const int Seconds = 6;
    private const int Clients = 4;
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);

    public IReadOnlyList<string> Rates => ["pgbench TPC-B", "pgbench -S"];

    /// <summary>
    /// Starts a database and runs pgbench on it, TPC-B and then reads only. Commits don't wait for the disk: its noise is many times
    /// what is measured, and hides the cost of syscalls.
    /// </summary>
    /// <param name="condition">How it is held and watched.</param>
    /// <param name="cancellationToken">Ends it; the container is removed.</param>
    public async Task<IReadOnlyList<double>> MeasureAsync(Condition condition, CancellationToken cancellationToken)
    {
        var name = $"phederation-benchmark-{Guid.NewGuid():N}";
        var labels = new Dictionary<string, string> { ["phederation.benchmark"] = name };
        var secrets = subject.Runtime.Secrets.ToDictionary(
            secret => secret.Name,
            secret =>
                secret.CertificateFor is { } hosts
                    ? ServerCertificate.Create(hosts, TimeProvider.System.GetUtcNow())
                    : Encoding.ASCII.GetBytes(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)))
        );
        var volumes = subject.Runtime.Volumes.ToDictionary(volume => volume.Name, volume => $"{name}-{volume.Name}");
        var user = subject.Runtime.User.Split(':').Select(int.Parse).ToArray();
        string? id = null;
        try
        {
            await SecretVolume.SeedAsync(engine, subject.ImageId, $"{name}-secrets", user[0], user[1], secrets, labels, cancellationToken);
            var request = HardenedContainer.Request(
                subject.Runtime,
                new HardenedContainerOptions
                {
                    Name = name,
                    ImageId = subject.ImageId,
                    SeccompProfileJson = condition.Seccomp,
                    CgroupParent = condition.CgroupParent,
                    OciRuntime = condition.Runtime,
                    NetworkName = "bridge",
                    Labels = labels,
                    VolumeNames = volumes,
                    SecretsVolume = $"{name}-secrets",
                }
            );
            id = await engine.Containers.CreateAsync(request, cancellationToken);
            await engine.Containers.StartAsync(id, cancellationToken);
            var address = await AddressWhenHealthyAsync(id, cancellationToken);
            condition.Ready?.Invoke();
            return await LoadAsync(id, address, secrets["phederation_admin_password"], condition.Beside, cancellationToken);
        }
        finally
        {
            if (id is not null)
            {
                await engine.Containers.RemoveAsync(id, force: true, cancellationToken: CancellationToken.None);
            }

            // By name: the engine makes the contract's volumes itself, without labels.
            foreach (var volume in volumes.Values.Append($"{name}-secrets"))
            {
                await engine.Volumes.RemoveAsync(volume, cancellationToken: CancellationToken.None);
            }
        }
    }

    private async Task<IReadOnlyList<double>> LoadAsync(
        string id,
        string address,
        byte[] password,
        Func<string, Task<IAsyncDisposable>>? beside,
        CancellationToken cancellationToken
    )
    {
        var passwordFile = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(passwordFile, $"*:*:*:*:{Encoding.ASCII.GetString(password)}\n", cancellationToken);
            string[] connection = ["--host", address, "--username", "phederation_admin", "OHDSI"];
            await PgbenchAsync(
                ["--initialize", "--init-steps=dtgvp", "--scale=5", "--quiet", .. connection],
                passwordFile,
                cancellationToken
            );
            var companion = beside is null ? null : await beside(id);
            await using (companion)
            {
                string[] load = [$"--time={Seconds}", $"--client={Clients}", "--jobs=2", .. connection];
                var mixed = await PgbenchAsync(load, passwordFile, cancellationToken);
                var reads = await PgbenchAsync(["--select-only", .. load], passwordFile, cancellationToken);
                return [Rate(mixed), Rate(reads)];
            }
        }
        finally
        {
            File.Delete(passwordFile);
        }
    }

    private static double Rate(string output) => double.Parse(Transactions().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);

    private async Task<string> PgbenchAsync(IReadOnlyList<string> arguments, string passwordFile, CancellationToken cancellationToken)
    {
        var request = new ProcessRequest
        {
            Program = pgbench,
            Arguments = arguments,
            // The file's name, not the password, is in the environment.
            Environment = new Dictionary<string, string?>
            {
                ["PGPASSFILE"] = passwordFile,
                ["PGOPTIONS"] = "-c search_path=scratch -c synchronous_commit=off",
            },
            TimeLimit = TimeSpan.FromMinutes(3),
        };
        return (await processes.RunAsync(request, cancellationToken)).EnsureSuccess(request).Output;
    }

    private async Task<string> AddressWhenHealthyAsync(string id, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StartLimit);
        while (true)
        {
            var details = await engine.Containers.InspectAsync(id, limit.Token);
            if (details?.State.Health?.Status == "healthy")
            {
                return details
                    .NetworkSettings.Networks.Values.Select(network => network.IPAddress)
                    .First(address => !string.IsNullOrEmpty(address))!;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), limit.Token);
        }
    }

    [GeneratedRegex(@"tps = ([0-9.]+)")]
    private static partial Regex Transactions();
}
