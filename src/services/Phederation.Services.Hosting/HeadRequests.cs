using Microsoft.AspNetCore.Http;

namespace Phederation.Services.Hosting;

/// <summary>
/// Answers HEAD as GET: whatever can be read can be asked for without its body (RFC 9110, 9.1 and 9.3.2). Routes that are mapped for GET need not know, and
/// what allows or refuses a GET does the same with HEAD. The server itself leaves the body out: it remembers what the request was.
/// </summary>
internal sealed class HeadRequests(RequestDelegate next)
{
    /// <summary>Runs the rest.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await next(context);
            return;
        }

        context.Request.Method = HttpMethods.Get;
        try
        {
            await next(context);
        }
        finally
        {
            // The log and the metrics tell what was asked.
            context.Request.Method = HttpMethods.Head;
        }
    }
}
