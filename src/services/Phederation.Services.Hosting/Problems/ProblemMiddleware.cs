using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Phederation.Services.Hosting.Databases;

namespace Phederation.Services.Hosting.Problems;

/// <summary>Answers every failure with a problem, whoever found it: a handler, the router, the server, the database.</summary>
internal sealed partial class ProblemMiddleware(RequestDelegate next, IProblemWriter writer, ILogger<ProblemMiddleware> logger)
{
    /// <summary>Runs the rest.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be told.
            return;
        }
#pragma warning disable CA1031 // Every exception ends as a problem and, where it is the service's fault, as a line of the log.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            await FailAsync(context, exception);
            return;
        }

        var response = context.Response;
        if (!response.HasStarted && response.StatusCode >= 400 && response.ContentLength is null && response.ContentType is null)
        {
            await WriteAsync(context, Problem.Of(response.StatusCode));
        }
    }

    private async Task FailAsync(HttpContext context, Exception exception)
    {
        var problem = Of(exception);
        if (problem.Status == StatusCodes.Status503ServiceUnavailable)
        {
            Unavailable(logger, problem.Detail ?? problem.Title, exception.InnerException ?? exception);
        }
        else if (problem.Status >= 500 && exception is not ProblemException)
        {
            Failed(logger, exception);
        }

        if (context.Response.HasStarted)
        {
            // Half an answer must not look like a whole one.
            context.Abort();
            return;
        }

        context.Response.Clear();
        context.Response.Headers["X-Request-Id"] = context.TraceIdentifier;
        await WriteAsync(context, problem);
    }

    private async Task WriteAsync(HttpContext context, Problem problem)
    {
        context.Response.StatusCode = problem.Status;
        Pages.SecurityHeaders.Set(context.Response);
        context.Response.Headers.CacheControl = "no-store";
        if (problem.Status is 408 or 413 or 415)
        {
            // The content was not read to its end, so that nothing can follow it on this connection; the client must know.
            context.Response.Headers.Connection = "close";
        }

        if (problem.RetryAfterSeconds is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString();
        }

        await writer.WriteAsync(context, problem);
    }

    private static Problem Of(Exception exception) =>
        exception switch
        {
            ProblemException known => known.Problem,
            BadHttpRequestException bad => Problem.Of(bad.StatusCode, Reason(bad)),
            _ => DatabaseFailure.Explain(exception) ?? Problem.Of(StatusCodes.Status500InternalServerError),
        };

    // The framework's own texts name types and parameters of the program.
    private static string? Reason(BadHttpRequestException exception) =>
        exception.StatusCode switch
        {
            StatusCodes.Status400BadRequest =>
                "A value of the address, the headers or the content is not of the type that is expected there.",
            StatusCodes.Status408RequestTimeout => "The content came too slowly.",
            _ => null,
        };

    [LoggerMessage(Level = LogLevel.Error, Message = "A request failed")]
    private static partial void Failed(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A request could not be answered now: {Reason}")]
    private static partial void Unavailable(ILogger logger, string reason, Exception exception);
}
