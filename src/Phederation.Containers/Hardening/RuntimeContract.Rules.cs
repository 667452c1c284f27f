using System.Globalization;
using System.Text.RegularExpressions;

namespace Phederation.Containers.Hardening;

/// <content>What makes a contract one that can be run, and that is worth holding an image to.</content>
public sealed partial record RuntimeContract
{
    private const long SmallestMemory = 6 << 20;

    /// <summary>The numbers of <see cref="User"/>.</summary>
    /// <exception cref="FormatException">It is not "uid:gid" in numbers.</exception>
    public (int Uid, int Gid) Owner() =>
        TryOwner(out var owner) ? owner : throw new FormatException($"The user '{User}' is not \"uid:gid\" in numbers.");

    /// <summary>What is wrong with this contract, in words; empty when it can be run.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        if (HoldsNull())
        {
            return ["a list or a value of the environment holds null"];
        }

        Require(TryOwner(out var owner), $"user '{User}' must be \"uid:gid\" in numbers");
        Require(owner is { Uid: > 0, Gid: > 0 }, $"user '{User}' must not be root");
        Require(MemoryBytes >= SmallestMemory, $"memoryBytes {MemoryBytes} must be at least {SmallestMemory}, the least an engine accepts");
        Require(double.IsFinite(Cpus) && Cpus is >= 0.01 and <= 1024, $"cpus {Cpus} must be between 0.01 and 1024");
        Require(CpuShares is 0 or (>= 2 and <= 262_144), $"cpuShares {CpuShares} must be 0 or between 2 and 262144");
        Require(PidsLimit is > 0 and <= 4_194_304, $"pidsLimit {PidsLimit} must be between 1 and 4194304");
        Require(ShmBytes >= 0, $"shmBytes {ShmBytes} must not be negative");
        Require(StopSeconds is >= 0 and <= 3600, $"stopSeconds {StopSeconds} must be between 0 and 3600");
        Require(RestartPolicy.Length == 0 || RestartPolicyText().IsMatch(RestartPolicy), $"restartPolicy '{RestartPolicy}' is unknown");
        foreach (var tmpfs in Tmpfs)
        {
            Require(IsPath(tmpfs.Path), $"the tmpfs path '{tmpfs.Path}' must be absolute and plain");
            Require(
                tmpfs.Options.Split(',').Any(option => SizeOption().IsMatch(option)),
                $"the tmpfs '{tmpfs.Path}' needs a size, such as size=64m"
            );
        }

        foreach (var volume in Volumes)
        {
            Require(IsPath(volume.Path), $"the volume path '{volume.Path}' must be absolute and plain");
            Require(Name().IsMatch(volume.Name), $"the volume name '{volume.Name}' must be letters, digits, '.', '_' and '-'");
        }

        foreach (var secret in Secrets)
        {
            Require(SecretVolume.IsName(secret.Name), $"the secret name '{secret.Name}' must be letters, digits, '.', '_' and '-'");
            Require(
                secret.CertificateFor is null
                    || (secret.Generate && secret.CertificateFor is { Count: > 0 and <= 32 } && secret.CertificateFor.All(IsHost)),
                $"the secret '{secret.Name}' is a certificate: it must be one that is generated, for 1 to 32 host names"
            );
            Require(
                !secret.Optional || secret.IsSupplied,
                $"the secret '{secret.Name}' is optional: it must be one that the site supplies, neither generated nor the certificate of another"
            );
            Require(
                secret.CertificateOf is null
                    || (!secret.Generate && secret.CertificateOf != secret.Name && SecretVolume.IsName(secret.CertificateOf)),
                $"the secret '{secret.Name}' is the certificate of another secret: it must name that one, and is not generated itself"
            );
        }

        foreach (var port in Ports)
        {
            Require(
                port is { HostPort: >= 0 and <= 65535, ContainerPort: > 0 and <= 65535 },
                $"the port {port.HostPort}:{port.ContainerPort} is out of range"
            );
        }

        foreach (var name in Environment.Keys)
        {
            Require(
                name.Length > 0 && !name.Contains('=', StringComparison.Ordinal) && !name.Contains('\0', StringComparison.Ordinal),
                $"the environment name '{name}' can't be set"
            );
        }

        foreach (var service in After)
        {
            Require(Name().IsMatch(service), $"the service name '{service}' in 'after' must be letters, digits, '.', '_' and '-'");
        }

        foreach (var limit in Ulimits)
        {
            Require(limit.Soft <= limit.Hard || limit.Hard < 0, $"the ulimit {limit.Name} has a soft limit above the hard one");
        }

        RequireUnique(Tmpfs.Select(mount => mount.Path).Concat(Volumes.Select(mount => mount.Path)), "path");
        RequireUnique(Volumes.Select(volume => volume.Name), "volume");
        RequireUnique(Secrets.Select(secret => secret.Name), "secret");
        return problems;

        void Require(bool holds, string problem)
        {
            if (!holds)
            {
                problems.Add(problem);
            }
        }

        void RequireUnique(IEnumerable<string> names, string what)
        {
            foreach (var twice in names.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1))
            {
                problems.Add($"the {what} '{twice.Key}' is named twice");
            }
        }
    }

    /// <summary>Lists read from JSON may hold null, whatever their type says.</summary>
    private bool HoldsNull() =>
        Tmpfs.Any(item => item?.Path is null || item.Options is null)
        || Volumes.Any(item => item?.Name is null || item.Path is null)
        || Secrets.Any(item => item?.Name is null || item.CertificateFor?.Any(host => host is null) == true)
        || Ports.Any(item => item is null)
        || Settings.Any(item => item?.Name is null || item.Description is null)
        || Ulimits.Any(item => item?.Name is null)
        || After.Any(item => item is null)
        || Environment.Values.Any(value => value is null);

    private static bool IsHost(string host) =>
        Uri.CheckHostName(host) is UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6;

    private static bool IsPath(string path) =>
        path.StartsWith('/') && path.Length is > 1 and < 4096 && !path.Split('/').Skip(1).Any(segment => segment is "" or "." or "..");

    private bool TryOwner(out (int Uid, int Gid) owner)
    {
        var parts = User.Split(':');
        if (
            parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var uid)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var gid)
        )
        {
            owner = (uid, gid);
            return true;
        }

        owner = (-1, -1);
        return false;
    }

    [GeneratedRegex(
        @"^(no|always|unless-stopped|on-failure(:[0-9]{1,5})?)\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex RestartPolicyText();

    [GeneratedRegex(@"^size=[1-9][0-9]{0,15}[kmgKMG%]?\z", RegexOptions.CultureInvariant)]
    private static partial Regex SizeOption();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,127}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
