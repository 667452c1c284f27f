using Phederation.Containers.Engine;
using Phederation.Processes;
using Phederation.Testing;

namespace Phederation.Provisioning.Tests;

public sealed class ProvisionerTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly List<string> _log = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Engine_that_answers_is_never_touched()
    {
        var (provisioner, engine, apt) = Make(Machine().Provide(NeedGroups.All), EngineState.Answers);
        await provisioner.ProvisionAsync(NeedGroups.All, CancellationToken.None);
        Assert.Equal(0, engine.Starts);
        Assert.Empty(apt.Commands);
        Assert.Empty(_log);
    }

    [Fact]
    public async Task Missing_programs_are_installed_and_the_engine_that_answers_is_left_alone()
    {
        var machine = Machine().Provide(NeedGroups.Publish);
        var (provisioner, engine, apt) = Make(machine, EngineState.Answers);
        await provisioner.ProvisionAsync(NeedGroups.All, CancellationToken.None);
        Assert.Equal(0, engine.Starts);
        Assert.Equal("apt-get update", apt.Commands[0]);
        var install = Assert.Single(apt.Commands, command => command.StartsWith("apt-get install ", StringComparison.Ordinal)).Split(' ');
        Assert.All(Needs.Of(NeedGroups.Test), need => Assert.Contains(need.Packages[0], install));
        Assert.DoesNotContain("docker.io", install);
        Assert.True(machine.Has("strace"));
    }

    [Fact]
    public async Task Bare_machine_gets_the_engine_installed_and_started()
    {
        var (provisioner, engine, apt) = Make(Machine().Provide(NeedGroups.Publish), EngineState.Silent);
        await provisioner.ProvisionAsync(NeedGroups.Publish, CancellationToken.None);
        Assert.Equal(["apt-get update", "apt-cache policy docker.io", "apt-get install docker.io"], apt.Commands);
        Assert.Equal(1, engine.Starts);
    }

    [Fact]
    public async Task Engine_that_is_installed_and_silent_is_only_started()
    {
        var machine = Machine().Provide(NeedGroups.Publish);
        machine.Programs.Add("dockerd");
        var (provisioner, engine, apt) = Make(machine, EngineState.Silent);
        await provisioner.ProvisionAsync(NeedGroups.Publish, CancellationToken.None);
        Assert.Empty(apt.Commands);
        Assert.Equal(1, engine.Starts);
        await provisioner.ProvisionAsync(NeedGroups.Publish, CancellationToken.None);
        Assert.Equal(1, engine.Starts);
    }

    [Fact]
    public async Task Without_the_rights_of_root_the_exact_commands_are_told()
    {
        var (provisioner, engine, apt) = Make(Machine(isRoot: false).Provide(NeedGroups.Publish), EngineState.Silent);
        var failure = await Assert.ThrowsAsync<ProvisioningException>(() => provisioner.ProvisionAsync(NeedGroups.Publish, default));
        Assert.Equal(ProvisioningFailure.Missing, failure.Failure);
        Assert.Equal(
            [
                "sudo apt-get update",
                "sudo apt-get install -y --no-install-recommends docker.io",
                "sudo service docker start",
                "sudo usermod -aG docker ada    # then log in again",
            ],
            failure.Commands
        );
        Assert.All(failure.Commands, command => Assert.Contains(command, failure.Message, StringComparison.Ordinal));
        Assert.Empty(apt.Commands);
        Assert.Equal(0, engine.Starts);
    }

    [Fact]
    public async Task Without_the_rights_of_root_only_what_is_missing_is_told()
    {
        var machine = Machine(isRoot: false, hasSystemd: true).Provide(NeedGroups.Publish);
        machine.Programs.Add("dockerd");
        var (stopped, _, _) = Make(machine, EngineState.Silent);
        var start = await Assert.ThrowsAsync<ProvisioningException>(() => stopped.ProvisionAsync(NeedGroups.Publish, default));
        Assert.Equal(["sudo systemctl start docker", "sudo usermod -aG docker ada    # then log in again"], start.Commands);
        machine.Programs.Remove("gpgv");
        var (running, _, _) = Make(machine, EngineState.Answers);
        var install = await Assert.ThrowsAsync<ProvisioningException>(() => running.ProvisionAsync(NeedGroups.Publish, default));
        Assert.Equal(["sudo apt-get update", "sudo apt-get install -y --no-install-recommends gpgv"], install.Commands);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Engine_that_refuses_the_account_is_told_with_the_group_and_nothing_is_installed(bool isRoot)
    {
        var (provisioner, engine, apt) = Make(Machine(isRoot), EngineState.Denied);
        var failure = await Assert.ThrowsAsync<ProvisioningException>(() => provisioner.ProvisionAsync(NeedGroups.All, default));
        Assert.Equal(ProvisioningFailure.Denied, failure.Failure);
        Assert.Equal(["sudo usermod -aG docker ada"], failure.Commands);
        Assert.Empty(apt.Commands);
        Assert.Equal(0, engine.Starts);
    }

    [Fact]
    public async Task Engine_elsewhere_that_is_silent_is_told_and_none_is_installed_here()
    {
        var machine = Machine();
        machine.Variables["DOCKER_HOST"] = "tcp://127.0.0.1:2375";
        var (provisioner, engine, apt) = Make(machine, EngineState.Silent);
        var failure = await Assert.ThrowsAsync<ProvisioningException>(() => provisioner.ProvisionAsync(NeedGroups.Publish, default));
        Assert.Equal(ProvisioningFailure.Missing, failure.Failure);
        Assert.Contains("DOCKER_HOST=tcp://127.0.0.1:2375", failure.Message, StringComparison.Ordinal);
        Assert.Empty(apt.Commands);
        Assert.Equal(0, engine.Starts);
    }

    [Fact]
    public async Task Docker_host_that_names_the_usual_place_is_this_machines_own_engine()
    {
        var machine = Machine().Provide(NeedGroups.Publish);
        machine.Programs.Add("dockerd");
        machine.Variables["DOCKER_HOST"] = "unix:///var/run/docker.sock";
        var (provisioner, engine, _) = Make(machine, EngineState.Silent);
        await provisioner.ProvisionAsync(NeedGroups.Publish, CancellationToken.None);
        Assert.Equal(1, engine.Starts);
    }

    [Fact]
    public async Task Malformed_docker_host_is_an_error_of_its_own()
    {
        var machine = Machine();
        machine.Variables["DOCKER_HOST"] = "somewhere";
        var (provisioner, _, _) = Make(machine, EngineState.Silent);
        var failure = await Assert.ThrowsAsync<EngineException>(() => provisioner.ProvisionAsync(NeedGroups.Publish, default));
        Assert.Equal(EngineErrorKind.InvalidEndpoint, failure.Kind);
    }

    [Fact]
    public async Task Other_systems_are_told_about_docker_desktop()
    {
        var machine = new FakeMachine { IsLinux = false, ServicePolicyFile = _folder["policy"] };
        var (provisioner, _, apt) = Make(machine, EngineState.Silent);
        var failure = await Assert.ThrowsAsync<ProvisioningException>(() => provisioner.ProvisionAsync(NeedGroups.None, default));
        Assert.Equal(ProvisioningFailure.Missing, failure.Failure);
        Assert.Contains("Docker Desktop", failure.Message, StringComparison.Ordinal);
        Assert.Empty(apt.Commands);
    }

    [Fact]
    public async Task Distribution_without_apt_is_told_what_is_missing_and_why()
    {
        var machine = Machine().Provide(NeedGroups.Publish);
        machine.Programs.Remove("apt-get");
        machine.Programs.Remove("gpgv");
        var (provisioner, _, _) = Make(machine, EngineState.Answers);
        var failure = await Assert.ThrowsAsync<ProvisioningException>(() => provisioner.ProvisionAsync(NeedGroups.Publish, default));
        Assert.Equal(ProvisioningFailure.Missing, failure.Failure);
        Assert.Contains("gpgv: checks the signatures", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Second_package_is_taken_where_the_first_is_not_to_be_had()
    {
        var machine = Machine().Provide(NeedGroups.All);
        machine.Programs.Remove("/usr/lib/postgresql/*/bin/postgres");
        var (provisioner, _, apt) = Make(machine, EngineState.Answers);
        apt.Unavailable.Add("postgresql-15");
        await provisioner.ProvisionAsync(NeedGroups.All, CancellationToken.None);
        Assert.Contains("apt-get install postgresql", apt.Commands);
    }

    [Fact]
    public async Task Package_that_is_not_to_be_had_is_told_and_nothing_is_installed()
    {
        var machine = Machine().Provide(NeedGroups.All);
        machine.Programs.Remove("docker-registry");
        machine.Programs.Remove("git");
        var (provisioner, _, apt) = Make(machine, EngineState.Answers);
        apt.Unavailable.Add("docker-registry");
        var failure = await Assert.ThrowsAsync<ProvisioningException>(() => provisioner.ProvisionAsync(NeedGroups.All, default));
        Assert.Equal(ProvisioningFailure.ServiceFailed, failure.Failure);
        Assert.Contains("have no docker-registry", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(apt.Commands, command => command.StartsWith("apt-get install", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Failed_installation_is_told_with_the_end_of_what_it_said()
    {
        var machine = Machine().Provide(NeedGroups.Publish);
        machine.Programs.Remove("git");
        var (provisioner, _, apt) = Make(machine, EngineState.Answers);
        apt.Failures.Enqueue(new ProcessResult(100, "", "E: Failed to fetch: no route to host", TimeSpan.Zero));
        var failure = await Assert.ThrowsAsync<ProvisioningException>(() => provisioner.ProvisionAsync(NeedGroups.Publish, default));
        Assert.Equal(ProvisioningFailure.ServiceFailed, failure.Failure);
        Assert.Contains("no route to host", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Installation_that_does_not_bring_the_program_is_a_failure()
    {
        var machine = Machine().Provide(NeedGroups.Publish);
        machine.Programs.Remove("git");
        var (provisioner, _, _) = Make(machine, EngineState.Answers, works: false);
        var failure = await Assert.ThrowsAsync<ProvisioningException>(() => provisioner.ProvisionAsync(NeedGroups.Publish, default));
        Assert.Contains("git is still not there", failure.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 30_000)]
    public async Task Lock_of_another_package_manager_is_waited_for()
    {
        var machine = Machine().Provide(NeedGroups.Publish);
        machine.Programs.Remove("git");
        var (provisioner, _, apt) = Make(machine, EngineState.Answers);
        var locked = new ProcessResult(100, "", "E: Could not get lock /var/lib/apt/lists/lock. It is held by process 1", TimeSpan.Zero);
        apt.Failures.Enqueue(locked);
        apt.Failures.Enqueue(locked);
        await provisioner.ProvisionAsync(NeedGroups.Publish, CancellationToken.None);
        Assert.Equal(3, apt.Commands.Count(command => command == "apt-get update"));
    }

    [Theory]
    [InlineData(true, "systemctl disable docker-registry")]
    [InlineData(false, "update-rc.d docker-registry disable")]
    public async Task Services_of_installed_packages_neither_start_nor_stay_enabled(bool hasSystemd, string command)
    {
        var machine = Machine(hasSystemd: hasSystemd).Provide(NeedGroups.All);
        machine.Programs.Remove("docker-registry");
        var (provisioner, _, apt) = Make(machine, EngineState.Answers);
        await provisioner.ProvisionAsync(NeedGroups.All, CancellationToken.None);
        Assert.True(apt.WasGuarded);
        Assert.False(File.Exists(machine.ServicePolicyFile));
        Assert.Contains(command, apt.Commands);
        Assert.DoesNotContain(apt.Commands, other => other.Contains("postgresql", StringComparison.Ordinal));
    }

    private FakeMachine Machine(bool isRoot = true, bool hasSystemd = false) =>
        new()
        {
            IsRoot = isRoot,
            HasSystemd = hasSystemd,
            ServicePolicyFile = _folder["policy-rc.d"],
        };

    private (Provisioner Provisioner, FakeEngineHost Engine, FakeApt Apt) Make(FakeMachine machine, EngineState state, bool works = true)
    {
        var engine = new FakeEngineHost(state);
        var apt = new FakeApt(machine) { Works = works };
        return (new Provisioner(machine, engine, apt, new ImpatientClock(), _log.Add), engine, apt);
    }
}
