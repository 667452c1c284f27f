namespace Phederation.Provisioning.Tests;

public sealed class ControlGroupsTests
{
    [Theory]
    [InlineData(true, "cgroup2 /sys/fs/cgroup cgroup2 rw 0 0")]
    [InlineData(true, "tmpfs /sys/fs/cgroup tmpfs rw 0 0", "cgroup /sys/fs/cgroup/cpu cgroup rw,cpu 0 0")]
    [InlineData(false, "tmpfs /sys/fs/cgroup tmpfs rw 0 0")]
    [InlineData(false, "cgroup /cgroup tmpfs rw 0 0", "short")]
    public void Hierarchy_is_seen_by_its_type(bool expected, params string[] mounts) =>
        Assert.Equal(expected, ControlGroups.IsMounted(mounts));
}
