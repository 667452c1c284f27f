using System.Globalization;
using Phederation.Containers.Engine;
using Phederation.Seccomp.Recording;

namespace Phederation.Workloads.Tracing;

/// <summary>Starts the recorder that fits an engine.</summary>
internal static class RecorderFactory
{
    private const string KernelRelease = "/proc/sys/kernel/osrelease";

    /// <summary>Starts recording on this machine, which must be the engine's.</summary>
    /// <param name="engine">The engine whose containers are recorded.</param>
    /// <param name="watchDenials">Also sees calls that a profile denies; it doubles what recording costs a call.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <param name="process">The first process of a running container that is recorded; null: what is started below the recorder's cgroup.</param>
    /// <exception cref="RecorderUnavailableException">The engine is elsewhere, or this machine can't record.</exception>
    public static async Task<ISyscallRecorder> StartAsync(
        EngineClient engine,
        bool watchDenials,
        CancellationToken cancellationToken,
        int? process = null
    )
    {
        var info = await engine.System.InfoAsync(cancellationToken);
        if (File.Exists(KernelRelease))
        {
            var kernel = (await File.ReadAllTextAsync(KernelRelease, cancellationToken)).Trim();
            if (kernel != info.KernelVersion)
            {
                throw new RecorderUnavailableException(
                    $"the engine runs on the kernel {info.KernelVersion}, this program on {kernel}",
                    "Run the trace on the engine's own machine."
                );
            }
        }

        return EbpfRecorder.Start(
            new EbpfRecorderOptions
            {
                Process = process,
                WatchDenials = watchDenials,
                CgroupVersion = int.TryParse(info.CgroupVersion, CultureInfo.InvariantCulture, out var version) ? version : 1,
                CgroupDriver = info.CgroupDriver.Length > 0 ? info.CgroupDriver : "cgroupfs",
            }
        );
    }
}
