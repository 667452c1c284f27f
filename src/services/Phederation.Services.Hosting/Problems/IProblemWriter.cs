using Microsoft.AspNetCore.Http;

namespace Phederation.Services.Hosting.Problems;

/// <summary>
/// How a service says a problem to its clients. A service whose clients expect another form (a FHIR OperationOutcome, a page) registers its own as a
/// singleton; status and Retry-After are set already when it is called.
/// </summary>
public interface IProblemWriter
{
    /// <summary>Writes the body, with its content type.</summary>
    /// <param name="context">The request whose answer has not begun.</param>
    /// <param name="problem">What to say.</param>
    Task WriteAsync(HttpContext context, Problem problem);
}
