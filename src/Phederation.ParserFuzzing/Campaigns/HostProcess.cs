using System.Diagnostics;
using System.Net.Sockets;
using Phederation.ParserFuzzing.Sharing;
using Phederation.Processes;

namespace Phederation.ParserFuzzing.Campaigns;

/// <summary>One child: runs the batches in the shared memory until it dies or is ended.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private const int TickMicroseconds = 100_000;
    private const int WallFactor = 10;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan DeathLimit = TimeSpan.FromSeconds(30);
    private readonly ServerProcess _process;
    private readonly Socket _socket;
    private readonly SharedArea _area;
    private readonly byte[] _signal = new byte[1];
    private bool _isGone;

    private HostProcess(ServerProcess process, Socket socket, SharedArea area)
    {
        _process = process;
        _socket = socket;
        _area = area;
    }

    /// <summary>Starts a child for a target, ready for batches.</summary>
    /// <exception cref="ParserFuzzingException">It ended or did not become ready.</exception>
    public static async Task<HostProcess> StartAsync(
        HostOptions options,
        string target,
        SharedArea area,
        CancellationToken cancellationToken
    )
    {
        // A socket's address is short: the work folder's path may be too long for one.
        var socketPath = area.Path + ".socket";
        var log = Path.Combine(options.WorkFolder, "logs", $"{target}.log");
        Directory.CreateDirectory(Path.GetDirectoryName(log)!);
        File.Delete(log);
        File.Delete(socketPath);
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(socketPath));
        listener.Listen(1);
        var request = new ProcessRequest
        {
            Program = "dotnet",
            Arguments = [Path.Combine(options.Folder, options.Program), target, "--serve", socketPath, area.Path],
            Environment = new Dictionary<string, string?> { ["DOTNET_TieredPGO"] = "0", ["DOTNET_DbgEnableMiniDump"] = "0" },
            Grace = TimeSpan.FromMilliseconds(200),
        };
        var process = ServerProcess.Start(request, log);
        try
        {
            var socket = await AcceptAsync(listener, process, target, cancellationToken);
            File.Delete(socketPath);
            return new HostProcess(process, socket, area);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs the batch from where it stands, to its end or to the first fault.</summary>
    /// <returns>The fault; null when the batch is done. After a death or a hang this child is of no more use.</returns>
    public async Task<InputFault?> RunAsync(TimeSpan timeBound, CancellationToken cancellationToken)
    {
        if (!TrySend() || !Answers(timeBound, cancellationToken))
        {
            return _process.HasExited || _isGone
                ? new InputFault(_area.Header.Next, FaultKind.Death, await LastWordsAsync(cancellationToken))
                : new InputFault(
                    _area.Header.Next,
                    FaultKind.Hang,
                    $"the parser did not end within {timeBound.TotalSeconds:0.#} s of processor time"
                );
        }

        var last = _area.Header.Next - 1;
        return last < 0 || _area.Results[last].Status is InputStatus.Taken or InputStatus.Refused
            ? null
            : new InputFault(
                last,
                _area.Results[last].Status == InputStatus.TookMemory ? FaultKind.Memory : FaultKind.Exception,
                _area.Detail
            );
    }

    /// <summary>Ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        await _process.DisposeAsync();
    }

    private static async Task<Socket> AcceptAsync(
        Socket listener,
        ServerProcess process,
        string target,
        CancellationToken cancellationToken
    )
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(StartLimit);
        var accepting = listener.AcceptAsync(late.Token).AsTask();
        try
        {
            while (await Task.WhenAny(accepting, Task.Delay(TimeSpan.FromMilliseconds(20), late.Token)) != accepting && !process.HasExited)
            {
                late.Token.ThrowIfCancellationRequested();
            }

            if (!accepting.IsCompletedSuccessfully && process.HasExited)
            {
                throw Failed(target, process, null);
            }

            var socket = await accepting;
            if (await socket.ReceiveAsync(new byte[1], late.Token) != 1)
            {
                socket.Dispose();
                throw Failed(target, process, null);
            }

            return socket;
        }
        catch (Exception exception)
            when (exception is SocketException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw Failed(target, process, exception);
        }
    }

    private static ParserFuzzingException Failed(string target, ServerProcess process, Exception? cause) =>
        new(ParserFuzzingFault.HostFailed, $"the child for '{target}' did not become ready: {process.LogTail()}", cause);

    private bool TrySend()
    {
        try
        {
            return _socket.Send(_signal) == 1;
        }
        catch (SocketException)
        {
            _isGone = true;
            return false;
        }
    }

    // Looks ten times a second at how far it is: an input that the processor worked on for longer than the bound hangs, and so does one
    // that waits for ever. The time of others on a busy machine is nobody's fault.
    private bool Answers(TimeSpan timeBound, CancellationToken cancellationToken)
    {
        var (index, since, cpu) = (-1, 0L, TimeSpan.Zero);
        while (!_socket.Poll(TickMicroseconds, SelectMode.SelectRead))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var now = Volatile.Read(ref _area.Header.Next);
            if (now != index)
            {
                (index, since, cpu) = (now, Stopwatch.GetTimestamp(), ProcessorTime());
            }
            else if (ProcessorTime() - cpu > timeBound || Stopwatch.GetElapsedTime(since) > timeBound * WallFactor)
            {
                return false;
            }
        }

        try
        {
            _isGone = _socket.Receive(_signal) != 1;
        }
        catch (SocketException)
        {
            _isGone = true;
        }

        return !_isGone;
    }

    private TimeSpan ProcessorTime()
    {
        try
        {
            using var process = Process.GetProcessById(_process.ProcessId);
            return process.TotalProcessorTime;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            return TimeSpan.Zero;
        }
    }

    private async Task<string> LastWordsAsync(CancellationToken cancellationToken)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(DeathLimit);
        try
        {
            var exitCode = await _process.WaitForExitAsync(late.Token);
            return $"the process ended with {exitCode}\n{StackOverflow.Shorten(_process.LogFile)}";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return "the process closed its socket and did not end";
        }
    }
}
