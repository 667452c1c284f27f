using Phederation.Containers.Engine;

namespace Phederation.Site.Lifecycle;

/// <summary>Reads what a container wrote, line by line.</summary>
internal sealed class ContainerLines(EngineClient engine)
{
    /// <summary>Hands over each line, until the container's end when it is followed.</summary>
    public async Task ReadAsync(
        string? service,
        string container,
        LogOptions options,
        Func<LogLine, CancellationToken, Task> write,
        CancellationToken cancellationToken
    )
    {
        var output = new LineSplitter();
        var error = new LineSplitter();
        var wanted = new Containers.Engine.LogOptions { Follow = options.IsFollowing, Tail = options.Tail };
        await foreach (var chunk in engine.Containers.LogsAsync(container, wanted, cancellationToken))
        {
            var isError = chunk.Source == LogSource.Error;
            foreach (var line in (isError ? error : output).Add(chunk.Data))
            {
                await write(new LogLine(service, isError, line), cancellationToken);
            }
        }

        foreach (var (splitter, isError) in new[] { (output, false), (error, true) })
        {
            if (splitter.Rest() is { } line)
            {
                await write(new LogLine(service, isError, line), cancellationToken);
            }
        }
    }
}
