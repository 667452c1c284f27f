namespace Phederation.Processes;

/// <summary>Feeds a child's input and collects its output until it has ended.</summary>
internal sealed class ChildStreams : IDisposable
{
    // When something that the child started keeps writing to its output, this ends the reading.
    private static readonly TimeSpan LastWordsLimit = TimeSpan.FromSeconds(10);

    private readonly ChildProcess _process;
    private readonly ProcessRequest _request;
    private readonly TimeProvider _time;
    private readonly TimeSpan _lastWords;
    private readonly OutputBuffer _output;
    private readonly OutputBuffer _error;
    private readonly CancellationTokenSource _reading = new();
    private long _lastRead;
    private int _busy;

    public ChildStreams(ChildProcess process, ProcessRequest request, TimeProvider time, TimeSpan lastWords)
    {
        _process = process;
        _request = request;
        _time = time;
        _lastWords = lastWords;
        _output = new OutputBuffer(request.OutputLimit, request.Overflow);
        _error = new OutputBuffer(request.OutputLimit, request.Overflow);
        _lastRead = time.GetTimestamp();
    }

    /// <summary>What was kept of standard output.</summary>
    public string Output => _output.ToString();

    /// <summary>What was kept of standard error.</summary>
    public string Error => _error.ToString();

    /// <summary>Waits for the child's end and the end of its output; returns its exit code.</summary>
    /// <exception cref="OutputTooLongException">A stream exceeds the limit; the child still runs.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pumps = Task.WhenAll(
            GuardAsync(PumpAsync(_process.Output, _output, _request.OnOutputLine, _request.OutputTo, failed.Token), failed),
            GuardAsync(PumpAsync(_process.Error, _error, _request.OnErrorLine, sink: null, failed.Token), failed),
            GuardAsync(FeedAsync(), failed)
        );
        try
        {
            var exitCode = await _process.WaitAsync(failed.Token);
            await HearLastWordsAsync(pumps, failed.Token);
            return exitCode;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // A pump failed: its error is the reason, once the other one has stopped too.
            await _reading.CancelAsync();
            await pumps;
            throw;
        }
        finally
        {
            await _reading.CancelAsync();
            await pumps.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Dispose() => _reading.Dispose();

    // Ends the wait for the child when its output can't be taken any more.
    private static async Task GuardAsync(Task pump, CancellationTokenSource failed)
    {
        try
        {
            await pump;
        }
        catch
        {
            await failed.CancelAsync();
            throw;
        }
    }

    // The token ends the writing to the sink; the reading ends with the child.
    private async Task PumpAsync(Stream from, OutputBuffer keep, Action<string>? onLine, Stream? sink, CancellationToken cancellationToken)
    {
        var lines = onLine is null ? null : new LineSplitter(onLine);
        var buffer = new byte[64 * 1024];
        while (true)
        {
            int count;
            try
            {
                count = await from.ReadAsync(buffer, _reading.Token);
            }
            catch (OperationCanceledException)
            {
                count = 0;
            }

            Interlocked.Increment(ref _busy);
            try
            {
                await TakeAsync(buffer.AsMemory(0, count), keep, lines, sink, cancellationToken);
            }
            finally
            {
                Volatile.Write(ref _lastRead, _time.GetTimestamp());
                Interlocked.Decrement(ref _busy);
            }

            if (count == 0)
            {
                return;
            }
        }
    }

    private static async Task TakeAsync(
        ReadOnlyMemory<byte> bytes,
        OutputBuffer keep,
        LineSplitter? lines,
        Stream? sink,
        CancellationToken cancellationToken
    )
    {
        lines?.Append(bytes.Span, isEnd: bytes.Length == 0);
        if (sink is not null)
        {
            await sink.WriteAsync(bytes, cancellationToken);
        }
        else if (!keep.Append(bytes.Span))
        {
            throw new OutputTooLongException();
        }
    }

    private async Task FeedAsync()
    {
        try
        {
            await (_request.InputFrom is { } source ? FeedAsync(source) : WriteAsync(_request.Input ?? ReadOnlyMemory<byte>.Empty));
        }
        catch (OperationCanceledException)
        {
            // It ended without reading it.
            return;
        }

        // Not after a failed read: the program must be stopped before it takes what it has for the whole.
        await _process.Input.DisposeAsync();
    }

    private async Task FeedAsync(Stream source)
    {
        var buffer = new byte[64 * 1024];
        int count;
        do
        {
            count = await source.ReadAsync(buffer, _reading.Token);
        } while (count > 0 && await WriteAsync(buffer.AsMemory(0, count)));
    }

    private async Task<bool> WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await _process.Input.WriteAsync(bytes, _reading.Token);
            await _process.Input.FlushAsync(_reading.Token);
            return true;
        }
        catch (IOException)
        {
            // The child closed its input before it had read all of it: its own decision.
            return false;
        }
    }

    // Reads on after the child's end until its output ends too, or until nobody writes to it any more.
    private async Task HearLastWordsAsync(Task pumps, CancellationToken cancellationToken)
    {
        var ended = _time.GetTimestamp();
        while (!pumps.IsCompleted && (Volatile.Read(ref _busy) > 0 || !IsOver(ended)))
        {
            await Task.WhenAny(pumps, Task.Delay(TimeSpan.FromMilliseconds(20), _time, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }

        await _reading.CancelAsync();
        await pumps;
    }

    // Silence is none while there is something to read: a very busy machine may not have come to it.
    private bool IsOver(long ended)
    {
        var quiet = _time.GetElapsedTime(Math.Max(ended, Volatile.Read(ref _lastRead)));
        return (quiet >= _lastWords && !_process.HasUnreadOutput) || _time.GetElapsedTime(ended) >= LastWordsLimit;
    }
}
