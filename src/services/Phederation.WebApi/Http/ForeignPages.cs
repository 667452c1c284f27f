using Phederation.Services.Hosting.Problems;

namespace Phederation.WebApi.Http;

/// <summary>
/// Keeps pages of other sites from changing anything by the browser of somebody who has this one open: some addresses of WebAPI change things by GET,
/// and in the standard edition nobody signs in.
/// </summary>
internal static class ForeignPages
{
    private static readonly string[] Changing = ["/generate/", "/cancel/", "/copy"];

    /// <summary>Runs the rest, or ends the request.</summary>
    /// <exception cref="ProblemException">403.</exception>
    public static Task Refuse(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        var path = request.Path.Value ?? "";
        var changes =
            !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
            || Changing.Any(part => path.Contains(part, StringComparison.OrdinalIgnoreCase));
        return changes && request.Headers["Sec-Fetch-Site"] == "cross-site"
            ? throw new ProblemException(403, "Pages of other sites may not change anything here.")
            : next(context);
    }
}
