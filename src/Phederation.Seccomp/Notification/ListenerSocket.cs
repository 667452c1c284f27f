using System.Net.Sockets;
using System.Runtime.Versioning;
using Phederation.Seccomp.Recording;

namespace Phederation.Seccomp.Notification;

/// <summary>
/// The socket where the runtime hands over the listeners of containers below one cgroup, each served by a thread of its own until the last task under its
/// filter has ended.
/// </summary>
internal sealed class ListenerSocket : IDisposable
{
    private const int MessageLimit = 64 * 1024;
    private static readonly TimeSpan LongestMessage = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Youth = TimeSpan.FromMinutes(1);

    private readonly string _path;
    private readonly Func<ContainerProcess, INoticeJudge> _judgeOf;
    private readonly Action _miss;
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Thread> _threads = [];
    private readonly Lock _lock = new();
    private bool _isDisposed;

    /// <summary>Begins to wait.</summary>
    /// <param name="cgroup">The name of the cgroup.</param>
    /// <param name="judgeOf">Gives each filter its judge. Called before the first call of the filter is looked at.</param>
    /// <param name="miss">Told of a listener that could not be taken over.</param>
    /// <exception cref="RecorderUnavailableException">The socket can't be made.</exception>
    [SupportedOSPlatform("linux")]
    public ListenerSocket(string cgroup, Func<ContainerProcess, INoticeJudge> judgeOf, Action miss)
    {
        (_path, _judgeOf, _miss) = (ScopeNames.SocketOf(cgroup), judgeOf, miss);
        try
        {
            Directory.CreateDirectory(ScopeNames.SocketFolder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            RemoveDead();
            _socket.Bind(new UnixDomainSocketEndPoint(_path));
            _socket.Listen();
            Start(Accept, "seccomp hand-over");
        }
        catch (Exception exception) when (exception is SocketException or IOException or UnauthorizedAccessException)
        {
            _socket.Dispose();
            _stop.Dispose();
            throw new RecorderUnavailableException(
                $"the socket in '{ScopeNames.SocketFolder}' can't be made ({exception.Message})",
                "Run as root on the machine of the engine; of one cgroup there is one socket, so that a second program for it has to wait.",
                exception
            );
        }
    }

    /// <summary>Whether anybody listens at a socket.</summary>
    public static bool IsAlive(string path)
    {
        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { Blocking = false };
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (SocketException exception)
        {
            // Busy is alive, too.
            return exception.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress;
        }
    }

    /// <summary>Lets go of all listeners: whoever waits, and calls from now on, is answered ENOSYS by the kernel.</summary>
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
        if (File.Exists(_path))
        {
            File.Delete(_path);
        }
    }

    /// <summary>Sockets of programs that were killed stay as files, behind which nobody listens. A young one may be about to be listened at.</summary>
    private void RemoveDead()
    {
        var young = TimeProvider.System.GetUtcNow() - Youth;
        foreach (var file in Directory.EnumerateFiles(ScopeNames.SocketFolder, "*.sock"))
        {
            if ((file == _path || File.GetLastWriteTimeUtc(file) < young.UtcDateTime) && !IsAlive(file))
            {
                File.Delete(file);
            }
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
                    _miss();
                }
            }
        }
    }

    private void TakeOver(Socket connection)
    {
        var descriptors = new List<int>();
        var bytes = new byte[MessageLimit];
        var length = NotificationMethods.ReceiveDescriptors((int)connection.Handle, bytes, descriptors);
        if (length == 0)
        {
            // Somebody looked whether anybody is here.
            return;
        }

        if (length < 0 || descriptors.Count != 1)
        {
            foreach (var descriptor in descriptors)
            {
                _ = NotificationMethods.Close(descriptor);
            }

            _miss();
            return;
        }

        var judge = _judgeOf(ContainerProcess.Parse(bytes.AsSpan(0, (int)length)));
        Start(new NotificationListener(descriptors[0], judge, _stop.Token).Run, "seccomp listener");
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
