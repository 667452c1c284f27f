using System.Globalization;
using Phederation.Containers.Engine.Models;
using Phederation.Containers.Oci;

namespace Phederation.Containers.Hardening;

/// <summary>
/// Turns a contract into the one request by which containers are made, wherever they run: while traced, while proved and at a site. The root
/// is read-only, all capabilities are dropped, no privilege can be gained, and every resource has a limit.
/// </summary>
public static class HardenedContainer
{
    /// <summary>Where secrets are read.</summary>
    public const string SecretsPath = "/run/secrets";

    private const string Loopback = "127.0.0.1";
    private const int DefaultStopSeconds = 10;

    /// <summary>The request for the engine.</summary>
    /// <exception cref="ArgumentException">The contract can't be run, or the options don't fit it.</exception>
    public static CreateContainerRequest Request(RuntimeContract contract, HardenedContainerOptions options)
    {
        if (contract.Problems() is { Count: > 0 } problems)
        {
            throw new ArgumentException(
                $"The runtime contract of {options.Name} can't be run: {string.Join("; ", problems)}.",
                nameof(contract)
            );
        }

        if (contract.Secrets.Count > 0 && options.SecretsVolume is null)
        {
            throw new ArgumentException($"{options.Name} reads secrets, but no volume with secrets is given.", nameof(options));
        }

        var isPublished = options.PublishPorts && contract.Ports.Count > 0;
        return new CreateContainerRequest
        {
            Name = options.Name,
            Image = options.ImageId,
            User = contract.User,
            Cmd = options.Command,
            Entrypoint = options.Entrypoint,
            Env = Environment(contract, options),
            Labels = options.Labels,
            Healthcheck = options.Healthcheck,
            ExposedPorts = isPublished ? contract.Ports.ToDictionary(Key, _ => new EmptyObject()) : null,
            StopSignal = contract.StopSignal.Length > 0 ? contract.StopSignal : null,
            StopTimeout = contract.StopSeconds > 0 ? contract.StopSeconds : DefaultStopSeconds,
            HostConfig = Host(contract, options, isPublished),
            NetworkingConfig = Network(options),
        };
    }

    private static HostConfig Host(RuntimeContract contract, HardenedContainerOptions options, bool isPublished) =>
        new()
        {
            ReadonlyRootfs = true,
            CapDrop = ["ALL"],
            SecurityOpt = options.SeccompProfileJson is { } profile ? ["no-new-privileges", "seccomp=" + profile] : ["no-new-privileges"],
            Privileged = false,
            Memory = contract.MemoryBytes,
            MemorySwap = contract.MemoryBytes,
            NanoCpus = (long)Math.Round(contract.Cpus * 1e9),
            CpuShares = contract.CpuShares,
            PidsLimit = contract.PidsLimit,
            ShmSize = contract.ShmBytes,
            Ulimits =
            [
                .. contract.Ulimits.Select(limit => new ContainerUlimit
                {
                    Name = limit.Name,
                    Soft = limit.Soft,
                    Hard = limit.Hard,
                }),
            ],
            Tmpfs = contract.Tmpfs.ToDictionary(mount => mount.Path, mount => Restrict(mount.Options)),
            Mounts = [.. Mounts(contract, options)],
            PortBindings = isPublished ? contract.Ports.ToDictionary(Key, Binding) : null,
            NetworkMode = options.NetworkName ?? (isPublished ? "bridge" : "none"),
            IpcMode = "private",
            CgroupnsMode = "private",
            CgroupParent = options.CgroupParent,
            Runtime = options.OciRuntime,
            // An init of the engine's would be one more program in the container, and one that was not traced.
            Init = false,
            LogConfig = new LogConfig
            {
                Type = "json-file",
                Config = new Dictionary<string, string> { ["max-size"] = "10m", ["max-file"] = "3" },
            },
            RestartPolicy = Restart(options.RestartPolicy ?? contract.RestartPolicy),
        };

    private static IEnumerable<Mount> Mounts(RuntimeContract contract, HardenedContainerOptions options)
    {
        foreach (var volume in contract.Volumes)
        {
            yield return new Mount
            {
                Type = "volume",
                Source = options.VolumeNames.TryGetValue(volume.Name, out var name)
                    ? name
                    : throw new ArgumentException(
                        $"{options.Name} needs the volume '{volume.Name}', but none is given for it.",
                        nameof(options)
                    ),
                Target = volume.Path,
                ReadOnly = volume.ReadOnly,
            };
        }

        if (options.SecretsVolume is { } secrets)
        {
            yield return new Mount
            {
                Type = "volume",
                Source = secrets,
                Target = SecretsPath,
                ReadOnly = true,
                VolumeOptions = new VolumeOptions { NoCopy = true },
            };
        }
    }

    private static string[]? Environment(RuntimeContract contract, HardenedContainerOptions options)
    {
        var all = new SortedDictionary<string, string>(contract.Environment.ToDictionary(), StringComparer.Ordinal);
        foreach (var (name, value) in options.Environment)
        {
            all[name] = value;
        }

        return all.Count > 0 ? [.. all.Select(pair => $"{pair.Key}={pair.Value}")] : null;
    }

    private static NetworkingConfig? Network(HardenedContainerOptions options) =>
        options.NetworkName is { } network && options.NetworkAliases.Count > 0
            ? new NetworkingConfig
            {
                EndpointsConfig = new Dictionary<string, EndpointSettings> { [network] = new() { Aliases = options.NetworkAliases } },
            }
            : null;

    private static string Key(PublishedPort port) => $"{port.ContainerPort}/tcp";

    private static IReadOnlyList<PortBinding>? Binding(PublishedPort port) =>
        [new PortBinding { HostIp = Loopback, HostPort = port.HostPort == 0 ? "" : port.HostPort.ToString(CultureInfo.InvariantCulture) }];

    /// <summary>What is not said is refused: nothing in memory is run, is set-user-id or is a device.</summary>
    private static string Restrict(string options)
    {
        var said = options.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToList();
        foreach (var (restriction, opposite) in new[] { ("noexec", "exec"), ("nosuid", "suid"), ("nodev", "dev") })
        {
            if (!said.Contains(restriction) && !said.Contains(opposite))
            {
                said.Add(restriction);
            }
        }

        return string.Join(',', said);
    }

    private static RestartPolicy Restart(string policy)
    {
        var parts = policy.Split(':');
        return new RestartPolicy
        {
            Name = policy.Length == 0 ? "no" : parts[0],
            MaximumRetryCount = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0,
        };
    }
}
