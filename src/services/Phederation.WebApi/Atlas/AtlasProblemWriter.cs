using System.Text;
using Phederation.Hypertext;
using Phederation.Services.Hosting.Pages;
using Phederation.Services.Hosting.Problems;

namespace Phederation.WebApi.Atlas;

/// <summary>Problems of pages as pages, all others as JSON.</summary>
internal sealed class AtlasProblemWriter : IProblemWriter
{
    private readonly ProblemWriter _json = new();

    /// <inheritdoc />
    public async Task WriteAsync(HttpContext context, Problem problem)
    {
        if (!context.Request.Path.StartsWithSegments(AtlasRoutes.Prefix, StringComparison.OrdinalIgnoreCase))
        {
            await _json.WriteAsync(context, problem);
            return;
        }

        SecurityHeaders.AllowOwnParts(context.Response);
        context.Response.ContentType = "text/html; charset=utf-8";
        var again = problem.Status == 503 ? "This passes by itself: try again in a moment." : "Go back, and try again.";
        var page = Layout.Text(
            context,
            problem.Title,
            Html.Of(
                $"""
                <div class="card narrow problem" role="alert">
                <p class="code" aria-hidden="true">{problem.Status}</p>
                <h1>{problem.Title}</h1>
                <p>{problem.Detail ?? again}</p>
                <p class="hint">Request {context.TraceIdentifier}</p>
                <p><a class="button" href="/atlas/">To the start</a></p>
                </div>
                """
            )
        );
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(page), context.RequestAborted);
    }
}
