using Phederation.Containers.Engine;

namespace Phederation.Testing.Containers;

/// <summary>What a running container writes to its log, read when it has arrived.</summary>
/// <remarks>A line goes through a pipe to the engine and from there to a file: a client has its answer before the log has the line.</remarks>
public static class ContainerLogs
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Waits until the log of a container has a text; returns the log as it is then.</summary>
    /// <exception cref="TimeoutException">A minute went by without it; the message has the log.</exception>
    public static async Task<string> LogWithAsync(
        this ContainerOperations containers,
        string container,
        string text,
        CancellationToken cancellationToken
    )
    {
        var since = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var log = await containers.LogTextAsync(container, cancellationToken: cancellationToken);
            if (log.Contains(text, StringComparison.Ordinal))
            {
                return log;
            }

            if (TimeProvider.System.GetElapsedTime(since) > Patience)
            {
                throw new TimeoutException($"The log of {container} never had \"{text}\": {log}");
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }
}
