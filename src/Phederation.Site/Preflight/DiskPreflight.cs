using Phederation.Containers.Engine;
using Phederation.Containers.Engine.Models;
using Phederation.Site.Release;

namespace Phederation.Site.Preflight;

/// <summary>Whether there is room for the images that are still to be loaded, where that can be seen from here.</summary>
internal static class DiskPreflight
{
    // Layers may be compressed to about a third; the engine holds each unpacked, and for a moment packed too.
    private const int Unpacked = 4;
    private const long ForData = 256L << 20;

    /// <summary>Checks the disk of an engine on this machine.</summary>
    /// <exception cref="SiteException">There is not enough room.</exception>
    public static void Check(EngineClient engine, EngineInfo info, IReadOnlyList<SiteService> toLoad, IProgress<SiteEvent> progress)
    {
        const string step = "check the disk";
        if (toLoad.Count == 0)
        {
            return;
        }

        if (EngineDisk.Find(engine, info) is not { } disk)
        {
            progress.Done(step, "the engine's disk can't be seen from here; not checked");
            return;
        }

        var needed = (toLoad.Sum(service => SizeOf(service.LayoutFolder)) * Unpacked) + ForData;
        var free = disk.AvailableFreeSpace;
        if (free < needed)
        {
            throw new SiteException(
                ExitCode.NoRoom,
                $"{info.DockerRootDir} has {Mebibytes(free)} MiB left; loading the images may need {Mebibytes(needed)} MiB.",
                "Free space there, for example of unused images: docker image prune"
            );
        }

        progress.Done(step, $"{Mebibytes(free)} MiB free, up to {Mebibytes(needed)} MiB needed");
    }

    private static long SizeOf(string folder) =>
        new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

    private static string Mebibytes(long bytes) => $"{bytes / (1024 * 1024)}";
}
