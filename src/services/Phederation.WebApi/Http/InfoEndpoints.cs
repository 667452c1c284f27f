using Microsoft.AspNetCore.Http.HttpResults;
using Phederation.WebApi.Security;

namespace Phederation.WebApi.Http;

/// <summary>/info.</summary>
internal static class InfoEndpoints
{
    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/info", Info);

    private static Ok<ServiceInfo> Info(Edition edition) => TypedResults.Ok(ServiceInfo.Of(edition.IsSecure));
}
