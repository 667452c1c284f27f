using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Phederation.Accounts.Directory;
using Phederation.Accounts.SigningIn;
using Phederation.Accounts.Users;
using Phederation.Hypertext;
using Phederation.Services.Hosting.Problems;
using Phederation.UserManagement.Sessions;
using Phederation.UserManagement.Web;

namespace Phederation.UserManagement.Pages;

/// <summary>Signing in and out.</summary>
internal static class SignInPage
{
    public static Task ShowAsync(HttpContext context) =>
        context.Features.Get<Session>() is null ? ShowAsync(context, "", "", 200) : PageEndpoints.SeeOther(context, "/users");

    public static async Task SignInAsync(HttpContext context)
    {
        var form = await Form.ReadAsync(context.Request, context.RequestAborted);
        var login = form.Text("login");
        if (!SessionCookie.IsSignInToken(context.Request, form.Raw("token")))
        {
            await ShowAsync(context, login, "The page was out of date. Please sign in again.", 403);
            return;
        }

        var (session, refusal, status) = await TryAsync(context, login, form.Raw("password"));
        if (session is null)
        {
            await ShowAsync(context, login, refusal, status);
            return;
        }

        SessionCookie.Write(context, session);
        await PageEndpoints.SeeOther(context, session.MustChangePassword ? "/password" : "/users");
    }

    public static async Task SignOutAsync(HttpContext context)
    {
        await context.Get<SessionStore>().EndAsync(context.Features.GetRequiredFeature<Session>(), context.RequestAborted);
        SessionCookie.Remove(context);
        await PageEndpoints.SeeOther(context, "/login");
    }

    /// <summary>Begins a session of an administrator; for programs too.</summary>
    /// <returns>The session, or why not and the status of that.</returns>
    public static async Task<(Session? Session, string Refusal, int Status)> TryAsync(HttpContext context, string login, string password)
    {
        SignInResult result;
        try
        {
            result = await context.Get<SignInService>().SignInAsync(login, password, context.TraceIdentifier, context.RequestAborted);
        }
        catch (LdapException exception)
        {
            throw new ProblemException(
                Problem.Of(503, "The directory can't be asked now. Try again in a moment.") with
                {
                    RetryAfterSeconds = 5,
                },
                exception
            );
        }

        if (result.Account is not { } account)
        {
            return (null, SignInResult.Refusal, 401);
        }

        return account.Roles.Any(role => role.Name == Role.Administrator)
            ? (await context.Get<SessionStore>().BeginAsync(account, context.RequestAborted), "", 200)
            : (null, "Only administrators can sign in here.", 403);
    }

    private static Task ShowAsync(HttpContext context, string login, string refusal, int status)
    {
        var token = SessionCookie.SignInToken(context);
        return Layout.WriteAsync(
            context,
            "Sign in",
            Html.Of(
                $"""
                <div class="narrow card">
                <h1>Sign in</h1>
                <p class="quiet">For administrators of this site.</p>
                {Layout.Message("bad", refusal)}
                <form method="post" class="stack">
                <input type="hidden" name="token" value="{token}">
                <label for="login">Login</label>
                <input id="login" name="login" value="{login}" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="100" autofocus>
                <label for="password">Password</label>
                <input id="password" name="password" type="password" autocomplete="current-password" required maxlength="1024">
                <button class="button primary">Sign in</button>
                </form>
                </div>
                """
            ),
            status
        );
    }
}
