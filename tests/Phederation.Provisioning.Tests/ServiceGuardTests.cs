using Phederation.Testing;

namespace Phederation.Provisioning.Tests;

public sealed class ServiceGuardTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Policy => _folder["policy-rc.d"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Policy_forbids_starting_until_disposed()
    {
        using (ServiceGuard.Raise(Policy))
        {
            Assert.Contains("exit 101", File.ReadAllText(Policy), StringComparison.Ordinal);
            Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(Policy).HasFlag(UnixFileMode.UserExecute));
        }

        Assert.False(File.Exists(Policy));
    }

    [Fact]
    public void Policy_of_the_machine_stays()
    {
        File.WriteAllText(Policy, "#!/bin/sh\nexit 0\n");
        ServiceGuard.Raise(Policy).Dispose();
        Assert.Equal("#!/bin/sh\nexit 0\n", File.ReadAllText(Policy));
    }

    [Fact]
    public void Policy_that_an_interrupted_run_left_is_removed_by_the_next()
    {
        _ = ServiceGuard.Raise(Policy);
        ServiceGuard.Raise(Policy).Dispose();
        Assert.False(File.Exists(Policy));
    }
}
