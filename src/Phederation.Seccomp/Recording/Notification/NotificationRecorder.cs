using System.Net.Sockets;
using System.Runtime.Versioning;
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

    private const int MessageLimit = 64 * 1024;
    private static readonly TimeSpan LongestMessage = TimeSpan.FromSeconds(5);

    private readonly CgroupScope _scope;
    private readonly string _path;
    private readonly Socket _socket;
    private readonly NotificationTally _tally = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Thread> _threads = [];
    private readonly Lock _lock = new();
    private volatile Refusals? _refusals;
    private bool _isDisposed;

    [SupportedOSPlatform("linux")]
    private NotificationRecorder(EngineCgroups cgroups, string? because)
    {
        Notice =
            $"recorded by user notification{(because is null ? "" : $", for {because}")}: "
            + $"{string.Join(", ", Unseen)} are taken for granted, and a busy service is slower";
        _scope = CgroupScope.Create(cgroups);
        _path = ScopeNames.SocketOf(_scope.Parent.Trim('/'));
        _socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            Directory.CreateDirectory(ScopeNames.SocketFolder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            _socket.Bind(new UnixDomainSocketEndPoint(_path));
            _socket.Listen();
            Start(Accept, "seccomp hand-over");
        }
        catch
        {
            Dispose();
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
    public static NotificationRecorder Start(EngineCgroups cgroups, string? because)
    {
        if (!RecorderPlatform.IsKnown)
        {
            throw RecorderPlatform.Unknown();
        }

        try
        {
            return new NotificationRecorder(cgroups, because);
        }
        catch (Exception exception) when (exception is SocketException or IOException or UnauthorizedAccessException)
        {
            throw new RecorderUnavailableException(
                $"the socket in '{ScopeNames.SocketFolder}' can't be made ({exception.Message})",
                "Run as root on the machine of the engine.",
                exception
            );
        }
    }

    /// <inheritdoc />
    public RecorderSnapshot Read() => _tally.Read();

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
        }

        _stop.Cancel();
        _socket.Dispose();
        Thread[] threads;
        lock (_lock)
        {
            threads = [.. _threads];
        }

        foreach (var thread in threads)
        {
            thread.Join();
        }

        _stop.Dispose();
        _scope.Dispose();
        if (File.Exists(_path))
        {
            File.Delete(_path);
        }
    }

    private void Accept()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using var connection = _socket.Accept();
                connection.ReceiveTimeout = (int)LongestMessage.TotalMilliseconds;
                TakeOver(connection);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                if (!_stop.IsCancellationRequested)
                {
                    _tally.Miss();
                }
            }
        }
    }

    // One message: the container's state as JSON, of which nothing is needed, and the listener (OCI runtime specification, ContainerProcessState).
    private void TakeOver(Socket connection)
    {
        var descriptors = new List<int>();
        var bytes = new byte[MessageLimit];
        var length = NotificationMethods.ReceiveDescriptors((int)connection.Handle, bytes, descriptors);
        if (length <= 0 || descriptors.Count != 1)
        {
            foreach (var descriptor in descriptors)
            {
                _ = NotificationMethods.Close(descriptor);
            }

            _tally.Miss();
            return;
        }

        var listener = new NotificationListener(descriptors[0], _tally, _refusals, _stop.Token);
        Start(listener.Run, "seccomp listener");
    }

    private void Start(ThreadStart work, string name)
    {
        var thread = new Thread(work) { IsBackground = true, Name = name };
        lock (_lock)
        {
            _threads.RemoveAll(other => !other.IsAlive && other.ThreadState != ThreadState.Unstarted);
            _threads.Add(thread);
            thread.Start();
        }
    }
}
