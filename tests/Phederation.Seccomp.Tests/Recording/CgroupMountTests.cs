using Phederation.Seccomp.Recording;

namespace Phederation.Seccomp.Tests.Recording;

public sealed class CgroupMountTests
{
    [Fact]
    public void Hierarchies_of_both_versions_are_found_and_others_are_not()
    {
        string[] mountinfo =
        [
            "25 30 0:23 / /sys/fs/cgroup ro,nosuid shared:9 - tmpfs tmpfs ro,mode=755",
            "31 25 0:28 / /sys/fs/cgroup/pids rw,relatime shared:15 - cgroup cgroup rw,pids",
            "32 25 0:29 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct",
            "33 25 0:30 / /mnt/with\\040blank rw - cgroup2 cgroup2 rw,nsdelegate",
            "34 25 0:30 /docker/abc /inner rw - cgroup2 cgroup2 rw",
            "malformed",
        ];
        var mounts = CgroupMount.Parse(mountinfo);
        Assert.Equal(["/sys/fs/cgroup/pids", "/sys/fs/cgroup/cpu,cpuacct", "/mnt/with blank"], mounts.Select(mount => mount.Folder));
        Assert.Contains("cpuacct", mounts[1].Controllers!);
        Assert.Null(mounts[2].Controllers);
    }
}
