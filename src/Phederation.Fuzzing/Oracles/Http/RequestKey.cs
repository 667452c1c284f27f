using System.Security.Cryptography;
using Phederation.Fuzzing.Exchanges;

namespace Phederation.Fuzzing.Oracles.Http;

/// <summary>What tells requests of a run apart: two with the same are the same request.</summary>
internal readonly record struct RequestKey(string Method, string Path, string Actor, string Body)
{
    /// <summary>The key of a request.</summary>
    public RequestKey(FuzzRequest request)
        : this(request.Method, request.Path, request.Actor, request.Body is { } body ? Convert.ToHexString(SHA256.HashData(body.Span)) : "")
    { }
}
