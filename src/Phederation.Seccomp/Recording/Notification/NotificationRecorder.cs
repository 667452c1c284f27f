using System.Runtime.Versioning;
using Phederation.Seccomp.Notification;
using Phederation.Seccomp.Profiles;

namespace Phederation.Seccomp.Recording.Notification;

/// <summary>
/// Records by seccomp's user notification: each call of the container waits until it is counted here, and goes on. It needs no right in the kernel
/// but a runtime that hands the listener over (<see cref="RuntimeName" />), and slows a busy service ten times. Where the recorder ends before the
/// container, the container's calls fail with ENOSYS.
/// </summary>
public sealed class NotificationRecorder : ISyscallRecorder
{
    /// <summary>The name under which the engine must know the runtime that hands listeners over.</summary>
    public const string RuntimeName = "phederation-notify";

    private readonly CgroupScope _scope;
    private readonly ListenerSocket _socket;
    private readonly NotificationTally _tally = new();
    private volatile Refusals? _refusals;

    [SupportedOSPlatform("linux")]
    private NotificationRecorder(EngineCgroups cgroups, string? because)
    {
        Notice =
            $"recorded by user notification{(because is null ? "" : $", for {because}")}: "
            + $"{string.Join(", ", Unseen)} are taken for granted, and a busy service is slower";
        _scope = CgroupScope.Create(cgroups);
        try
        {
            _socket = new ListenerSocket(_scope.Parent.Trim('/'), _ => new RecordingJudge(_tally, _refusals), _tally.Miss);
        }
        catch
        {
            _scope.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public string BackEnd => "notification";

    /// <inheritdoc />
    public string CgroupParent => _scope.Parent;

    /// <inheritdoc />
    public string ProfileJson => NotificationProfile.Json;

    /// <inheritdoc />
    public string? OciRuntime => RuntimeName;

    /// <inheritdoc />
    public SeccompProfile Enforce(SeccompProfile profile)
    {
        var refusals = Refusals.Of(profile);
        _refusals = refusals;
        return refusals.Profile;
    }

    /// <inheritdoc />
    public string? Notice { get; }

    /// <summary>The calls that can't be seen in this way, and are taken for granted of every container.</summary>
    public static IReadOnlyList<string> Unseen => NotificationProfile.Unseen;

    /// <summary>Starts to wait for containers of the cgroup parent.</summary>
    /// <param name="cgroups">The engine's cgroups.</param>
    /// <param name="because">Why it isn't recorded in the kernel; null where nobody wanted that.</param>
    /// <exception cref="RecorderUnavailableException">No Linux, or no right to make the socket or the cgroup.</exception>
    public static NotificationRecorder Start(EngineCgroups cgroups, string? because) =>
        RecorderPlatform.IsKnown ? new NotificationRecorder(cgroups, because) : throw RecorderPlatform.Unknown();

    /// <inheritdoc />
    public void Tell(bool isServing) => _tally.Tell(isServing);

    /// <inheritdoc />
    public RecorderSnapshot Read() => _tally.Read();

    /// <inheritdoc />
    public void Dispose()
    {
        _socket.Dispose();
        _scope.Dispose();
    }
}
