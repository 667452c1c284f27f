using Phederation.Processes;

namespace Phederation.Provisioning;

/// <summary>Installs packages of a Debian-like distribution with apt-get.</summary>
internal sealed class PackageInstaller(IMachine machine, IProcessRunner processes, TimeProvider clock, Action<string> log)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan LockLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LockInterval = TimeSpan.FromSeconds(5);

    private static readonly Dictionary<string, string?> Environment = new()
    {
        ["DEBIAN_FRONTEND"] = "noninteractive",
        ["APT_LISTCHANGES_FRONTEND"] = "none",
        ["NEEDRESTART_SUSPEND"] = "1",
        ["LC_ALL"] = "C",
    };

    // Another apt-get may be at work; configuration files of an administrator stay.
    private static readonly string[] Options =
    [
        "-q",
        "-o",
        "DPkg::Lock::Timeout=300",
        "-o",
        "Acquire::Retries=3",
        "-o",
        "Dpkg::Use-Pty=0",
        "-o",
        "Dpkg::Options::=--force-confdef",
        "-o",
        "Dpkg::Options::=--force-confold",
    ];

    /// <summary>The commands that a person would type for the same.</summary>
    public static IReadOnlyList<string> Commands(IEnumerable<Need> needs) =>
        [
            "sudo apt-get update",
            $"sudo apt-get install -y --no-install-recommends {string.Join(" ", needs.Select(need => need.Packages[^1]).Distinct())}",
        ];

    /// <summary>Installs what brings the programs. No service of the packages starts on its own.</summary>
    /// <exception cref="ProvisioningException">A package is not to be had, or its installation failed.</exception>
    public async Task InstallAsync(IReadOnlyList<Need> needs, CancellationToken cancellationToken)
    {
        await RunAptAsync(["update"], cancellationToken);
        var packages = await ChooseAsync(needs, cancellationToken);
        log($"Installing {string.Join(", ", packages)}.");
        using (ServiceGuard.Raise(machine.ServicePolicyFile))
        {
            await RunAptAsync(["install", "-y", "--no-install-recommends", .. packages], cancellationToken);
        }

        foreach (var service in needs.Select(need => need.Service).OfType<string>().Distinct())
        {
            await DisableAsync(service, cancellationToken);
        }

        if (needs.FirstOrDefault(need => !need.Programs.All(machine.Has)) is { } absent)
        {
            throw new ProvisioningException(
                ProvisioningFailure.ServiceFailed,
                $"The packages {string.Join(", ", absent.Packages)} were installed, but {absent} is still not there ({absent.Why})."
            );
        }
    }

    /// <summary>The packages with a candidate in the output of <c>apt-cache policy</c>.</summary>
    internal static IReadOnlySet<string> Candidates(string policy)
    {
        var available = new HashSet<string>();
        var current = "";
        foreach (var line in policy.Split('\n'))
        {
            if (line.Length > 0 && line[0] != ' ')
            {
                current = line.Trim().TrimEnd(':');
            }
            else if (line.StartsWith("  Candidate: ", StringComparison.Ordinal) && !line.EndsWith("(none)", StringComparison.Ordinal))
            {
                available.Add(current);
            }
        }

        return available;
    }

    private async Task<IReadOnlyList<string>> ChooseAsync(IReadOnlyList<Need> needs, CancellationToken cancellationToken)
    {
        var request = new ProcessRequest
        {
            Program = "apt-cache",
            Arguments = ["policy", .. needs.SelectMany(need => need.Packages).Distinct()],
            Environment = Environment,
        };
        var available = Candidates((await processes.RunAsync(request, cancellationToken)).EnsureSuccess(request).Output);
        return
        [
            .. needs
                .Select(need =>
                    need.Packages.FirstOrDefault(available.Contains)
                    ?? throw new ProvisioningException(
                        ProvisioningFailure.ServiceFailed,
                        $"The package sources of this machine have no {string.Join(" or ", need.Packages)} ({need.Why}); add one that does."
                    )
                )
                .Distinct(),
        ];
    }

    private async Task RunAptAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var request = new ProcessRequest
        {
            Program = "apt-get",
            Arguments = [.. Options, .. arguments],
            Environment = Environment,
            OnOutputLine = Tell,
            TimeLimit = Limit,
            Overflow = OutputOverflow.KeepEnd,
        };
        log($"apt-get {arguments[0]}…");
        var started = clock.GetTimestamp();
        var result = await processes.RunAsync(request, cancellationToken);
        // The lock of the package lists knows no time-out of apt's own.
        while (
            result.ExitCode != 0
            && result.Error.Contains("Could not get lock", StringComparison.Ordinal)
            && clock.GetElapsedTime(started) < LockLimit
        )
        {
            log("Another package manager is at work; waiting for it.");
            await Task.Delay(LockInterval, clock, cancellationToken);
            result = await processes.RunAsync(request, cancellationToken);
        }

        if (result.ExitCode != 0)
        {
            var end = string.Join('\n', result.Error.Split('\n').TakeLast(15)).Trim();
            throw new ProvisioningException(
                ProvisioningFailure.ServiceFailed,
                $"apt-get {arguments[0]} failed with exit code {result.ExitCode}:{System.Environment.NewLine}{end}"
            );
        }
    }

    private async Task DisableAsync(string service, CancellationToken cancellationToken)
    {
        ProcessRequest request = machine.HasSystemd
            ? new() { Program = "systemctl", Arguments = ["disable", "--now", service] }
            : new() { Program = "update-rc.d", Arguments = [service, "disable"] };
        if (machine.Has(request.Program))
        {
            // It doesn't run (see the guard), and a machine without services has nothing to disable.
            await processes.RunAsync(request, cancellationToken);
        }
    }

    private void Tell(string line)
    {
        if (line.StartsWith("Setting up ", StringComparison.Ordinal) || line.StartsWith("Need to get ", StringComparison.Ordinal))
        {
            log($"  {line}");
        }
    }
}
