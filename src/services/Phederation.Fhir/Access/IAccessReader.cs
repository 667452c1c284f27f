using Microsoft.AspNetCore.Http;

namespace Phederation.Fhir.Access;

/// <summary>Says what the caller of a request may read and write.</summary>
internal interface IAccessReader
{
    /// <summary>The caller's scope.</summary>
    /// <exception cref="Outcomes.FhirException">Nobody known asks: 401.</exception>
    ValueTask<AccessScope> ReadAsync(HttpContext context);
}
