using Phederation.Containers.Engine;
using Phederation.Containers.Engine.Models;
using Phederation.Seccomp.Recording;
using Phederation.Seccomp.Recording.Notification;

namespace Phederation.Workloads.Tracing;

/// <summary>Starts the recorder that fits an engine.</summary>
internal static class RecorderFactory
{
    private const string KernelRelease = "/proc/sys/kernel/osrelease";

    // Not where it was built: the next build clears that away, and then no traced container would start.
    private const string InstallFolder = "/usr/local/lib/phederation";
    private const string RuntimeProgram = "phederation-notify-runtime";

    /// <summary>Starts recording a container that runs already, on this machine, which must be the engine's; what is denied is seen too.</summary>
    /// <param name="engine">The container's engine.</param>
    /// <param name="process">The container's first process.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="RecorderUnavailableException">The engine is elsewhere, or this machine can't record.</exception>
    public static async Task<ISyscallRecorder> StartAtAsync(EngineClient engine, int process, CancellationToken cancellationToken)
    {
        var info = await InfoAsync(engine, cancellationToken);
        return EbpfRecorder.Start(new EbpfRecorderOptions { Cgroups = EngineCgroups.Of(info), Process = process });
    }

    /// <summary>Starts the recorder that was chosen, for containers that are started below its cgroup.</summary>
    /// <param name="engine">The engine whose containers are recorded.</param>
    /// <param name="choice">Which one, or the best that the machine permits.</param>
    /// <param name="watchDenials">Also sees calls that a profile denies; in the kernel, it doubles what recording costs a call.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="RecorderUnavailableException">The engine is elsewhere, or this machine can't record in this way, or in any.</exception>
    public static async Task<ISyscallRecorder> StartChosenAsync(
        EngineClient engine,
        RecorderChoice choice,
        bool watchDenials,
        CancellationToken cancellationToken
    )
    {
        var info = await InfoAsync(engine, cancellationToken);
        var cgroups = EngineCgroups.Of(info);
        RecorderUnavailableException? refused = null;
        if (choice != RecorderChoice.Notification)
        {
            try
            {
                return EbpfRecorder.Start(new EbpfRecorderOptions { Cgroups = cgroups, WatchDenials = watchDenials });
            }
            catch (RecorderUnavailableException exception) when (choice == RecorderChoice.Auto)
            {
                refused = exception;
            }
        }

        return info.Runtimes.ContainsKey(NotificationRecorder.RuntimeName)
            ? NotificationRecorder.Start(cgroups, refused?.Reason)
            : throw WithoutRuntime(refused);
    }

    /// <summary>Makes sure that the engine has the runtime that hands filters over.</summary>
    /// <exception cref="RecorderUnavailableException">It has not, or is elsewhere.</exception>
    public static async Task RequireRuntimeAsync(EngineClient engine, CancellationToken cancellationToken)
    {
        if (!(await InfoAsync(engine, cancellationToken)).Runtimes.ContainsKey(NotificationRecorder.RuntimeName))
        {
            throw WithoutRuntime(null);
        }
    }

    private static RecorderUnavailableException WithoutRuntime(RecorderUnavailableException? refused)
    {
        var entry = $"{{\"runtimes\":{{\"{NotificationRecorder.RuntimeName}\":{{\"path\":\"{InstallFolder}/{RuntimeProgram}\"}}}}}}";
        var mend =
            $"copy {Path.Combine(AppContext.BaseDirectory, RuntimeProgram)}* to {InstallFolder}, add {entry} to /etc/docker/daemon.json, and let the "
            + "engine read it again (systemctl reload docker).";
        return refused is null
            ? new RecorderUnavailableException(
                $"the engine has no runtime '{NotificationRecorder.RuntimeName}', which user notification needs",
                $"To have it, {mend}"
            )
            : new RecorderUnavailableException(refused.Reason, $"{refused.Mend} To record by user notification instead, {mend}", refused);
    }

    private static async Task<EngineInfo> InfoAsync(EngineClient engine, CancellationToken cancellationToken)
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

        return info;
    }
}
