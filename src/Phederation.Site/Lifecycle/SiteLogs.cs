using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Phederation.Containers.Engine;
using Phederation.Containers.Engine.Models;
using Phederation.Site.State;

namespace Phederation.Site.Lifecycle;

/// <summary>Reads what the services of a site wrote.</summary>
public sealed class SiteLogs
{
    private const int WaitingLines = 1024;

    private readonly EngineClient _engine;

    /// <summary>Works on an engine.</summary>
    public SiteLogs(EngineClient engine) => _engine = engine;

    /// <summary>The lines of one service or, as they come, of all.</summary>
    /// <exception cref="SiteException">There is no such service, or none at all.</exception>
    public async IAsyncEnumerable<LogLine> ReadAsync(
        SiteState state,
        LogOptions options,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var containers = await FindAsync(new SiteObjects(_engine, state), options.Service, cancellationToken);
        var lines = Channel.CreateBounded<LogLine>(WaitingLines);
        using var stopped = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = ReadAllAsync(containers, options, lines.Writer, stopped.Token);
        try
        {
            await foreach (var line in lines.Reader.ReadAllAsync(cancellationToken))
            {
                // A channel hands over what it holds, cancelled or not.
                cancellationToken.ThrowIfCancellationRequested();
                yield return line;
            }
        }
        finally
        {
            await stopped.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<IReadOnlyList<(string Service, string Id)>> FindAsync(
        SiteObjects objects,
        string? service,
        CancellationToken cancellationToken
    )
    {
        var containers = await objects.ContainersAsync(cancellationToken);
        var found = containers
            .Select(container => (Service: container.Labels.GetValueOrDefault(SiteNames.ServiceLabel, ""), container))
            .Where(pair => IsCurrent(pair.Service, pair.container) && (service is null || pair.Service == service))
            .OrderBy(pair => pair.Service, StringComparer.Ordinal)
            .Select(pair => (pair.Service, pair.container.Id))
            .ToArray();
        if (found.Length > 0)
        {
            return found;
        }

        var names = containers.Select(container => container.Labels.GetValueOrDefault(SiteNames.ServiceLabel, "?")).Distinct().Order();
        throw new SiteException(
            ExitCode.Missing,
            service is null || containers.Count == 0
                ? "No service of this site has a container."
                : $"This site has no service '{service}'.",
            containers.Count == 0 ? "Bring it up first: phederation up" : $"Its services: {string.Join(", ", names)}."
        );
    }

    // Containers of an interrupted update carry the service's label too, under another name.
    private static bool IsCurrent(string service, ContainerSummary container) => SiteObjects.NameOf(container) == service;

    private async Task ReadAllAsync(
        IReadOnlyList<(string Service, string Id)> containers,
        LogOptions options,
        ChannelWriter<LogLine> lines,
        CancellationToken cancellationToken
    )
    {
        Exception? failure = null;
        var reader = new ContainerLines(_engine);
        try
        {
            await Task.WhenAll(
                containers.Select(container =>
                    reader.ReadAsync(
                        containers.Count > 1 ? container.Service : null,
                        container.Id,
                        options,
                        (line, token) => lines.WriteAsync(line, token).AsTask(),
                        cancellationToken
                    )
                )
            );
        }
#pragma warning disable CA1031 // Whatever ends the reading reaches the reader of the channel.
        catch (Exception error)
#pragma warning restore CA1031
        {
            failure = error;
        }

        lines.Complete(failure);
    }
}
