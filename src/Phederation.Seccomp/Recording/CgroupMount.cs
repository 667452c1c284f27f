namespace Phederation.Seccomp.Recording;

/// <summary>A mounted cgroup hierarchy.</summary>
/// <param name="Folder">Where it is mounted.</param>
/// <param name="Controllers">Its v1 controllers (or <c>name=…</c>); null for the v2 hierarchy.</param>
internal sealed record CgroupMount(string Folder, IReadOnlyList<string>? Controllers)
{
    /// <summary>Reads the hierarchies that are mounted from their root, of <c>/proc/self/mountinfo</c> (proc_pid_mountinfo(5)).</summary>
    public static IReadOnlyList<CgroupMount> Parse(IEnumerable<string> mountinfo)
    {
        const int RootField = 3;
        const int FolderField = 4;
        var mounts = new List<CgroupMount>();
        foreach (var line in mountinfo)
        {
            var fields = line.Split(' ');
            var separator = Array.IndexOf(fields, "-");
            if (separator < FolderField || fields.Length < separator + 4 || fields[RootField] != "/")
            {
                continue;
            }

            var folder = fields[FolderField].Replace("\\040", " ");
            switch (fields[separator + 1])
            {
                case "cgroup":
                    mounts.Add(new CgroupMount(folder, fields[separator + 3].Split(',')));
                    break;
                case "cgroup2":
                    mounts.Add(new CgroupMount(folder, Controllers: null));
                    break;
            }
        }

        return mounts;
    }
}
