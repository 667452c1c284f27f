using System.Diagnostics;
using Phederation.Testing;

namespace Phederation.Provisioning.Tests;

/// <summary>The real thing on the machine of the tests, which has everything.</summary>
public sealed class ThisMachineTests
{
    [Fact(Timeout = 60_000)]
    public async Task Machine_that_has_everything_is_left_alone_in_half_a_second()
    {
        Requires.Engine();
        foreach (var program in Needs.All.SelectMany(need => need.Programs).Where(program => program[0] != '/'))
        {
            Requires.Program(program);
        }

        var log = new List<string>();
        var provisioner = Provisioner.OfThisMachine(log.Add);
        await provisioner.ProvisionAsync(NeedGroups.All, TestContext.Current.CancellationToken);
        var watch = Stopwatch.StartNew();
        await provisioner.ProvisionAsync(NeedGroups.All, TestContext.Current.CancellationToken);
        Assert.Empty(log);
        // 0.5 s on an idle machine; the tests share theirs with others.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(3), $"it took {watch.Elapsed}");
    }

    [Fact]
    public void Programs_are_found_by_name_and_by_a_path_with_a_star()
    {
        var machine = new LocalMachine();
        Assert.True(machine.Has("sh"));
        Assert.False(machine.Has("no-such-program"));
        Assert.True(machine.Has("/usr/*/env"));
        Assert.False(machine.Has("/usr/*/no-such-program"));
        Assert.False(machine.Has("/no-such-folder/*/env"));
    }
}
