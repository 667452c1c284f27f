using Microsoft.AspNetCore.Http;
using Phederation.Fhir.Outcomes;
using Phederation.Services.Hosting.Problems;

namespace Phederation.Fhir.Serving;

/// <summary>Says every problem as an OperationOutcome, also those that are found outside of FHIR's own handling.</summary>
internal sealed class OutcomeProblemWriter : IProblemWriter
{
    public async Task WriteAsync(HttpContext context, Problem problem)
    {
        var text = problem.Detail is { } detail ? $"{problem.Title}. {detail}" : $"{problem.Title}.";
        var body = OutcomeWriter.Write([new Issue(problem.Status >= 500 ? "fatal" : "error", IssueCodes.Of(problem.Status), text)]);
        context.Response.ContentType = Negotiation.FhirJson;
        context.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        }
    }
}
