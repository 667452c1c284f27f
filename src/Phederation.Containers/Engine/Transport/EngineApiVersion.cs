using System.Net.Http.Headers;

namespace Phederation.Containers.Engine.Transport;

/// <summary>The versions of the Engine API that this client speaks.</summary>
internal static class EngineApiVersion
{
    /// <summary>Engine 20.10: the oldest that distributions with support still ship, and the first with cgroup namespaces.</summary>
    public static readonly Version Oldest = new(1, 41);

    /// <summary>The newest whose answers were read and understood; a newer engine still speaks it.</summary>
    public static readonly Version Newest = new(1, 47);

    public static Version Negotiate(HttpResponseHeaders headers)
    {
        const string operation = "negotiate the API version";
        if (!headers.TryGetValues("Api-Version", out var values) || !Version.TryParse(values.First(), out var offered))
        {
            throw EngineErrors.Protocol(operation, "what answers is no container engine: it names no Engine API version.");
        }

        return offered < Oldest
                ? throw EngineErrors.Protocol(operation, $"the engine speaks API {offered}; {Oldest} (Docker 20.10) or newer is needed.")
            : offered < Newest ? offered
            : Newest;
    }
}
