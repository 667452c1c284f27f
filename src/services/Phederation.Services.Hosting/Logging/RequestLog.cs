using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Phederation.Services.Hosting.Logging;

/// <summary>
/// One line for each request: the route as it is written in the program, never the path or the query, which may hold a patient's identifier. Gives
/// each request an id, the entry's where that sent one.
/// </summary>
internal sealed partial class RequestLog(RequestDelegate next, ILogger<RequestLog> logger)
{
    private const string Header = "X-Request-Id";
    private const int LongestId = 64;

    /// <summary>Runs the rest and logs how it went.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        var id = context.Request.Headers[Header].ToString();
        context.TraceIdentifier = IsId(id) ? id : Guid.NewGuid().ToString("N");
        context.Response.Headers[Header] = context.TraceIdentifier;
        var start = Stopwatch.GetTimestamp();
        using (logger.BeginScope(new RequestScope(context.TraceIdentifier)))
        {
            await next(context);
            var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "none";
            var milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            var status = context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted ? 499 : context.Response.StatusCode;
            var method = Method(context);
            if (route.StartsWith("/health/", StringComparison.Ordinal) || route == "/metrics")
            {
                Probed(logger, method, route, status, milliseconds);
            }
            else
            {
                Answered(logger, method, route, status, milliseconds);
            }
        }
    }

    private static bool IsId(string text) =>
        text.Length is >= 8 and <= LongestId && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    // A method may be any word that a client makes up.
    private static string Method(HttpContext context) =>
        HttpMethods.GetCanonicalizedValue(context.Request.Method) is { } method && method.Length <= 7 ? method : "other";

    [LoggerMessage(Level = LogLevel.Information, Message = "{Method} {Route} {Status} {Milliseconds:F1} ms")]
    private static partial void Answered(ILogger logger, string method, string route, int status, double milliseconds);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Method} {Route} {Status} {Milliseconds:F1} ms")]
    private static partial void Probed(ILogger logger, string method, string route, int status, double milliseconds);
}
