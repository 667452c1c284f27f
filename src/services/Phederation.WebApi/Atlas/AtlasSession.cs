using Phederation.WebApi.Security;

namespace Phederation.WebApi.Atlas;

/// <summary>Keeps people of the secure edition signed in at the pages, by a cookie that holds their token and that no script can read.</summary>
internal sealed class AtlasSession(RequestDelegate next, AccessTokens tokens)
{
    private const string Cookie = "atlas";

    /// <summary>Runs the page, or sends whoever has not signed in to the page where they can.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        var isPage =
            context.Request.Path.StartsWithSegments(AtlasRoutes.Prefix, StringComparison.OrdinalIgnoreCase, out var rest)
            && !rest.StartsWithSegments("/assets", StringComparison.OrdinalIgnoreCase);
        if (!isPage)
        {
            await next(context);
            return;
        }

        if (
            context.Request.Cookies.TryGetValue(Cookie, out var token)
            && await tokens.FindAsync(token, context.RequestAborted) is { } account
        )
        {
            account.Take(context);
            await next(context);
        }
        else if (rest.StartsWithSegments("/sign-in", StringComparison.OrdinalIgnoreCase))
        {
            await next(context);
        }
        else
        {
            var back = HttpMethods.IsGet(context.Request.Method) ? context.Request.Path + context.Request.QueryString : "/atlas/";
            context.Response.Redirect($"/atlas/sign-in?back={Uri.EscapeDataString(back)}");
        }
    }

    /// <summary>Gives the cookie.</summary>
    public static void Begin(HttpContext context, string token) => context.Response.Cookies.Append(Cookie, token, Options(context));

    /// <summary>Takes it back; returns the token that was in it.</summary>
    public static string? End(HttpContext context)
    {
        context.Response.Cookies.Delete(Cookie, Options(context));
        return context.Request.Cookies[Cookie];
    }

    private static CookieOptions Options(HttpContext context) =>
        new()
        {
            HttpOnly = true,
            Secure = context.Request.IsHttps,
            SameSite = SameSiteMode.Strict,
            Path = AtlasRoutes.Prefix,
        };
}
