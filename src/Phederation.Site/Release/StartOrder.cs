using Phederation.Trust;
using Phederation.Trust.Releases;

namespace Phederation.Site.Release;

/// <summary>The order in which services are started: each after those that its contract names, else by name.</summary>
internal static class StartOrder
{
    /// <summary>Sorts; what a contract names and the release doesn't have is passed over, for a release may be a part of the stack.</summary>
    public static IReadOnlyList<SiteService> Of(IReadOnlyList<SiteService> services, List<Refusal> refusals)
    {
        var waiting = services.ToDictionary(
            service => service.Name,
            service => service.Runtime.After.Where(name => services.Any(other => other.Name == name)).ToHashSet(StringComparer.Ordinal)
        );
        var sorted = new List<SiteService>();
        while (sorted.Count < services.Count)
        {
            var next = services.FirstOrDefault(service => !sorted.Contains(service) && waiting[service.Name].Count == 0);
            if (next is null)
            {
                var circle = services.Except(sorted).Select(service => service.Name);
                refusals.Add(
                    new Refusal(
                        RefusalCode.Malformed,
                        $"the services {string.Join(", ", circle)} wait for each other",
                        ReleaseManifest.FileName,
                        "publish it again with another 'after' in the image.toml of one of them"
                    )
                );
                return services;
            }

            sorted.Add(next);
            foreach (var names in waiting.Values)
            {
                names.Remove(next.Name);
            }
        }

        return sorted;
    }
}
