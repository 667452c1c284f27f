using Phederation.Site.Release;

namespace Phederation.Site.Lifecycle;

/// <summary>
/// Brings services up side by side, each as soon as those that its contract names are up. After a failure nothing more is begun; what was
/// begun is brought to its end, for a service that comes up well is better kept than taken back.
/// </summary>
internal static class StartSchedule
{
    /// <summary>Returns what the start of each service gave, in their order.</summary>
    /// <param name="services">In the order of <see cref="StartOrder"/>: none stands before one that it waits for.</param>
    /// <param name="start">Brings one up.</param>
    /// <param name="cancellationToken">Is handed to every start, and lets none begin any more.</param>
    /// <exception cref="SiteException">One or more failed; it says so of each.</exception>
    public static async Task<IReadOnlyList<T>> RunAsync<T>(
        IReadOnlyList<SiteService> services,
        Func<SiteService, Task<T>> start,
        CancellationToken cancellationToken
    )
    {
        using var beginning = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var started = new Dictionary<string, Task<T>>(StringComparer.Ordinal);
        foreach (var service in services)
        {
            started[service.Name] = AfterAsync(
                service,
                [.. service.Runtime.After.Where(started.ContainsKey).Select(name => started[name])]
            );
        }

        try
        {
            return await Task.WhenAll(started.Values);
        }
        catch
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Join([.. started.Values.SelectMany(task => task.Exception?.InnerExceptions ?? []).Distinct()]);
        }

        async Task<T> AfterAsync(SiteService service, IReadOnlyList<Task<T>> before)
        {
            await Task.WhenAll(before);
            beginning.Token.ThrowIfCancellationRequested();
            try
            {
                return await start(service);
            }
            catch
            {
                await beginning.CancelAsync();
                throw;
            }
        }
    }

    // Each failure was told with its container's last lines when it happened; the end must not hide that there were several.
    private static Exception Join(IReadOnlyList<Exception> failures) =>
        failures.OfType<SiteException>().ToList() is [var first, _, ..] several
            ? new SiteException(first.ExitCode, string.Join(" ", several.Select(failure => failure.Message)), first.Mend)
            : failures[0];
}
