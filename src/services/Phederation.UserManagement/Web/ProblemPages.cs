using Microsoft.AspNetCore.Http;
using Phederation.Hypertext;
using Phederation.Services.Hosting.Problems;

namespace Phederation.UserManagement.Web;

/// <summary>Problems as pages for people and as documents for programs.</summary>
internal sealed class ProblemPages : IProblemWriter
{
    private readonly ProblemWriter _documents = new();

    /// <inheritdoc />
    public Task WriteAsync(HttpContext context, Problem problem)
    {
        var wantsPage =
            !context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
            && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
        return wantsPage
            ? Layout.WriteAsync(
                context,
                problem.Title,
                Html.Of(
                    $"""
                    <h1>{problem.Title}</h1>
                    <p class="lead">{problem.Detail}</p>
                    <p><a class="button" href="{context.Request.PathBase.Value}/users">Back to the users</a></p>
                    <p class="quiet">Status {problem.Status}, request {context.TraceIdentifier}</p>
                    """
                ),
                problem.Status
            )
            : _documents.WriteAsync(context, problem);
    }
}
