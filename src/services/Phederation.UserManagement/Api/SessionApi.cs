using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Phederation.Services.Hosting.Json;
using Phederation.Services.Hosting.Problems;
using Phederation.UserManagement.Pages;
using Phederation.UserManagement.Sessions;

namespace Phederation.UserManagement.Api;

/// <summary>Sessions of programs: the same cookie as a browser's.</summary>
internal static class SessionApi
{
    public static async Task<Ok<SessionModel>> BeginAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var credentials = await BoundedJson.ReadAsync(request, ApiJson.Default.CredentialsModel, JsonBounds.Small, cancellationToken);
        var (session, refusal, status) = await SignInPage.TryAsync(request.HttpContext, credentials.Login, credentials.Password);
        if (session is null)
        {
            throw new ProblemException(status, refusal);
        }

        SessionCookie.Write(request.HttpContext, session);
        return TypedResults.Ok(Model(session));
    }

    public static Ok<SessionModel> Show(HttpRequest request) =>
        TypedResults.Ok(Model(request.HttpContext.Features.GetRequiredFeature<Session>()));

    public static async Task<NoContent> EndAsync(HttpRequest request, SessionStore sessions, CancellationToken cancellationToken)
    {
        await sessions.EndAsync(request.HttpContext.Features.GetRequiredFeature<Session>(), cancellationToken);
        SessionCookie.Remove(request.HttpContext);
        return TypedResults.NoContent();
    }

    private static SessionModel Model(Session session) => new(session.Login, session.FormToken, session.MustChangePassword);
}
