using Phederation.Accounts.SigningIn;
using Phederation.Hypertext;
using Phederation.Services.Hosting.Problems;
using Phederation.WebApi.Http;
using Phederation.WebApi.Security;

namespace Phederation.WebApi.Atlas.Pages;

/// <summary>Signing in and out at the pages.</summary>
internal static class SignInPage
{
    /// <summary>Maps them.</summary>
    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/sign-in", Show);
        group.MapPost("/sign-in", SignInAsync);
        group.MapPost("/sign-out", SignOutAsync);
    }

    private static IResult Show(HttpContext context, string? back) => Page(context, back ?? "", login: "", error: null, status: 200);

    private static async Task<IResult> SignInAsync(HttpContext context, SignInService signIn, AccessTokens tokens)
    {
        var form = await AtlasForm.ReadAsync(context);
        var (login, password, back) = (form.Text("login"), form["password"].ToString(), form.Text("back"));
        try
        {
            var (token, _) =
                login.Length is > 0 and <= 1024 && password.Length is > 0 and <= 1024
                    ? await UserEndpoints.SignInAsync(login, password, context.TraceIdentifier, signIn, tokens, context.RequestAborted)
                    : throw new ProblemException(401, SignInResult.Refusal);
            AtlasSession.Begin(context, token);
            return TypedResults.LocalRedirect(IsOwn(back) ? back : "/atlas/");
        }
        catch (ProblemException exception) when (exception.Problem.Status is 401 or 403 or 503)
        {
            return Page(context, back, login, exception.Problem.Detail, exception.Problem.Status);
        }
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, AccessTokens tokens)
    {
        await AtlasForm.ReadAsync(context);
        if (AtlasSession.End(context) is { } token)
        {
            await tokens.RevokeAsync(token, context.RequestAborted);
        }

        return TypedResults.LocalRedirect("/atlas/sign-in");
    }

    private static bool IsOwn(string path) =>
        path.StartsWith("/atlas/", StringComparison.Ordinal) && !path.Contains('\\', StringComparison.Ordinal);

    private static IResult Page(HttpContext context, string back, string login, string? error, int status)
    {
        var alert = error is null ? Html.Empty : Html.Of($"<p class=\"note bad\" role=\"alert\" id=\"error\">{error}</p>");
        return Layout.Page(
            context,
            "Sign in",
            Html.Of(
                $"""
                <form class="card narrow stack" method="post" action="/atlas/sign-in">
                <h1>Sign in</h1>
                {alert}
                <input type="hidden" name="back" value="{back}">
                <label for="login">Login</label>
                <input id="login" name="login" value="{login}" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="1024" required autofocus>
                <label for="password">Password</label>
                <input id="password" name="password" type="password" autocomplete="current-password" maxlength="1024" required>
                <button class="button">Sign in</button>
                </form>
                """
            ),
            status
        );
    }
}
