using Microsoft.AspNetCore.Http;

namespace Phederation.Fhir.Access;

/// <summary>Everybody may do everything: for a service that only its own machine reaches, and only where the site has said so.</summary>
internal sealed class OpenAccess : IAccessReader
{
    public ValueTask<AccessScope> ReadAsync(HttpContext context) => ValueTask.FromResult(AccessScope.Everything);
}
