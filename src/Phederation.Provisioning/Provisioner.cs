using Phederation.Containers.Engine;
using Phederation.Processes;

namespace Phederation.Provisioning;

/// <summary>
/// Provides a machine with a container engine and the programs that are needed: installs what is missing from the distribution's
/// packages and starts the engine, when root; tells the exact commands otherwise. An engine that answers is never touched.
/// </summary>
public sealed class Provisioner
{
    private readonly IMachine _machine;
    private readonly IEngineHost _engine;
    private readonly PackageInstaller _installer;
    private readonly Action<string> _log;

    internal Provisioner(IMachine machine, IEngineHost engine, IProcessRunner processes, TimeProvider clock, Action<string> log)
    {
        _machine = machine;
        _engine = engine;
        _installer = new PackageInstaller(machine, processes, clock, log);
        _log = log;
    }

    /// <summary>One for this machine.</summary>
    /// <param name="log">Takes a line for each thing that is done.</param>
    public static Provisioner OfThisMachine(Action<string> log)
    {
        var machine = new LocalMachine();
        var processes = new ProcessRunner();
        var clock = TimeProvider.System;
        return new Provisioner(machine, new EngineHost(machine, processes, clock, log), processes, clock, log);
    }

    /// <summary>Provides the engine that the environment names (DOCKER_HOST), or the machine's own, and the programs of groups.</summary>
    /// <exception cref="ProvisioningException">Something is missing and could not be provided; the message says what to do.</exception>
    /// <exception cref="EngineException">DOCKER_HOST is malformed.</exception>
    public Task ProvisionAsync(NeedGroups groups, CancellationToken cancellationToken) =>
        ProvisionAsync(groups, new EngineOptions { Endpoint = EngineEndpoint.FromEnvironment(_machine.Variable) }, cancellationToken);

    /// <summary>Provides a given engine and the programs of groups.</summary>
    /// <exception cref="ProvisioningException">Something is missing and could not be provided; the message says what to do.</exception>
    public async Task ProvisionAsync(NeedGroups groups, EngineOptions options, CancellationToken cancellationToken)
    {
        var answer = await _engine.AskAsync(options.Endpoint, cancellationToken);
        var mustStart = MustStart(answer, options);
        var missing = Needs.Of(groups).Concat(mustStart ? [Needs.Engine] : []).Where(need => !need.Programs.All(_machine.Has)).ToList();
        if (missing.Count == 0 && !mustStart)
        {
            return;
        }

        RefuseWithoutRights(missing, mustStart);
        if (missing.Count > 0)
        {
            await _installer.InstallAsync(missing, cancellationToken);
        }

        // The package may have started it: then it is not ours to start.
        if (mustStart && (await _engine.AskAsync(options.Endpoint, cancellationToken)).State != EngineState.Answers)
        {
            await _engine.StartAsync(options, cancellationToken);
        }
    }

    private bool MustStart(EngineAnswer answer, EngineOptions options)
    {
        switch (answer.State)
        {
            case EngineState.Answers:
                return false;
            case EngineState.Denied:
                throw new ProvisioningException(
                    ProvisioningFailure.Denied,
                    $"The container engine at {options.Endpoint} refuses the account '{_machine.User}' ({answer.Message}). Run as root, or let the account use it (which makes it as powerful as root) and log in again:",
                    [$"sudo usermod -aG docker {_machine.User}"]
                );
        }

        if (_machine.Variable("DOCKER_HOST") is { } host && options.IsService && options.Endpoint != EngineEndpoint.Default)
        {
            throw new ProvisioningException(
                ProvisioningFailure.Missing,
                $"No container engine answers at DOCKER_HOST={host}: {answer.Message}. Start that engine, or unset DOCKER_HOST to use this machine's own."
            );
        }

        return _machine.IsLinux
            ? true
            : throw new ProvisioningException(
                ProvisioningFailure.Missing,
                $"No container engine answers at {options.Endpoint}: {answer.Message}. Start Docker Desktop, or set DOCKER_HOST to an engine elsewhere."
            );
    }

    private void RefuseWithoutRights(List<Need> missing, bool mustStart)
    {
        var list = string.Join(Environment.NewLine, missing.Select(need => $"  {need}: {need.Why}"));
        if (missing.Count > 0 && !(_machine.IsLinux && _machine.Has("apt-get")))
        {
            throw new ProvisioningException(
                ProvisioningFailure.Missing,
                $"These programs are missing, and this system has no apt-get to install them with; install them by its own means:{Environment.NewLine}{list}"
            );
        }

        if (missing.Count > 0)
        {
            _log($"Missing on this machine:{Environment.NewLine}{list}");
        }

        if (!_machine.IsRoot)
        {
            throw new ProvisioningException(
                ProvisioningFailure.Missing,
                missing.Count > 0
                    ? "Installing needs the rights of root. Run:"
                    : "The container engine does not run, and starting it needs the rights of root. Run:",
                [.. missing.Count > 0 ? PackageInstaller.Commands(missing) : [], .. mustStart ? StartCommands() : []]
            );
        }
    }

    private IReadOnlyList<string> StartCommands() =>
        [
            _machine.HasSystemd ? "sudo systemctl start docker" : "sudo service docker start",
            $"sudo usermod -aG docker {_machine.User}    # then log in again",
        ];
}
