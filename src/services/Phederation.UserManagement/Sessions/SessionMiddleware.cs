using Microsoft.AspNetCore.Http;
using Phederation.Services.Hosting.Problems;
using Phederation.UserManagement.Web;

namespace Phederation.UserManagement.Sessions;

/// <summary>Lets administrators through, and changes only where they come from the service's own pages or from a program that knows the session's token.</summary>
internal sealed class SessionMiddleware(RequestDelegate next, SessionStore sessions)
{
    private const string TokenHeader = "X-CSRF-Token";

    public async Task InvokeAsync(HttpContext context)
    {
        var endpoint = context.GetEndpoint();
        var path = context.Request.Path;
        var isApi = path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);
        var isPart =
            isApi || endpoint?.Metadata.GetMetadata<NeedsSession>() is not null || endpoint?.Metadata.GetMetadata<Anonymous>() is not null;
        if (endpoint is null || !isPart)
        {
            await next(context);
            return;
        }

        RefuseForeign(context.Request);
        var session = SessionCookie.Read(context.Request) is { } token ? await sessions.FindAsync(token, context.RequestAborted) : null;
        if (session is not null)
        {
            context.Features.Set(session);
        }

        if (endpoint.Metadata.GetMetadata<Anonymous>() is not null)
        {
            await next(context);
            return;
        }

        if (session is null)
        {
            SendToSignIn(context, isApi);
            return;
        }

        if (
            session.MustChangePassword
            && !path.StartsWithSegments("/password", StringComparison.Ordinal)
            && !path.StartsWithSegments("/logout", StringComparison.Ordinal)
        )
        {
            if (isApi)
            {
                throw new ProblemException(403, "Change your password first, on the page /password.");
            }

            context.Response.Redirect($"{context.Request.PathBase}/password");
            context.Response.StatusCode = StatusCodes.Status303SeeOther;
            return;
        }

        if (!IsSafe(context.Request.Method))
        {
            await RequireTokenAsync(context, session, isApi);
        }

        await next(context);
    }

    private static void SendToSignIn(HttpContext context, bool isApi)
    {
        if (isApi)
        {
            throw new ProblemException(401, "Sign in with POST /api/session.");
        }

        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = $"{context.Request.PathBase}/login";
    }

    private static async Task RequireTokenAsync(HttpContext context, Session session, bool isApi)
    {
        string sent;
        if (isApi)
        {
            sent = context.Request.Headers[TokenHeader].ToString();
        }
        else
        {
            var form = await Form.ReadAsync(context.Request, context.RequestAborted);
            context.Features.Set(form);
            sent = form.Raw("csrf");
        }

        if (!SessionCookie.AreSame(sent, session.FormToken))
        {
            throw new ProblemException(
                403,
                isApi ? $"Send the session's csrfToken as {TokenHeader}." : "The form is out of date. Open the page again."
            );
        }
    }

    // Browsers say where a request comes from; another site's page has no business here whatever it knows.
    private static void RefuseForeign(HttpRequest request)
    {
        if (IsSafe(request.Method))
        {
            return;
        }

        var origin = request.Headers.Origin.ToString();
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        var isOwn = origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority == request.Host.Value);
        if (!isOwn || site is "cross-site" or "same-site")
        {
            throw new ProblemException(403, "The request comes from another site's page.");
        }
    }

    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method);
}
