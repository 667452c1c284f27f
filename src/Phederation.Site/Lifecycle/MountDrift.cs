using Phederation.Containers.Engine.Models;

namespace Phederation.Site.Lifecycle;

/// <summary>Compares what a container can write to and read from outside of its image.</summary>
internal static class MountDrift
{
    /// <summary>Adds every difference of volumes, bind mounts and tmpfs.</summary>
    public static void Find(HostConfig expected, ContainerDetails actual, Differences differences)
    {
        // What was asked for...
        differences.CompareSets("mounts", Mounts(expected), Mounts(actual.HostConfig));
        differences.CompareSets("tmpfs", Tmpfs(expected), Tmpfs(actual.HostConfig));
        // ...and what is there: an image can bring anonymous volumes of its own.
        differences.CompareSets(
            "volumes in place",
            Volumes(expected),
            actual.Mounts.Where(mount => mount.Type != "tmpfs").Select(mount => Line(mount.Type, mount.Name, mount.Destination, !mount.RW))
        );
    }

    private static IEnumerable<string> Mounts(HostConfig host) => Volumes(host).Concat((host.Binds ?? []).Where(bind => !IsVolume(bind)));

    private static IEnumerable<string> Volumes(HostConfig host) =>
        (host.Mounts ?? [])
            .Where(mount => mount.Type != "tmpfs")
            .Select(mount => Line(mount.Type, mount.Source ?? "", mount.Target, mount.ReadOnly))
            .Concat((host.Binds ?? []).Where(IsVolume).Select(OfBind));

    private static IEnumerable<string> Tmpfs(HostConfig host) =>
        (host.Tmpfs ?? new Dictionary<string, string>()).Select(pair => $"{pair.Key}:{pair.Value}");

    // "name:/path" or "name:/path:ro": a source that is no path is a volume.
    private static bool IsVolume(string bind) => !bind.StartsWith('/');

    private static string OfBind(string bind)
    {
        var parts = bind.Split(':');
        return Line("volume", parts[0], parts.ElementAtOrDefault(1) ?? "", parts.ElementAtOrDefault(2)?.Split(',').Contains("ro") == true);
    }

    private static string Line(string type, string source, string target, bool isReadOnly) =>
        $"{type} {source} at {target}{(isReadOnly ? " (read-only)" : "")}";
}
