using Phederation.Services.Hosting.Problems;
using Phederation.WebApi.Http;

namespace Phederation.WebApi.Security;

/// <summary>Holds every path below /WebAPI of the secure edition to who has signed in and what their roles allow.</summary>
internal sealed class AccessMiddleware(RequestDelegate next, Access access, AccessTokens tokens)
{
    private const string Scheme = "Bearer ";

    // Who signs in has no token yet, and who only wants to know whether the service is there needs none.
    private static readonly string[] Open = ["/info", "/user/login", "/user/login/db", "/user/login/ldap"];

    // Whoever is signed in may ask who they are.
    private static readonly string[] Own = ["/user/me", "/user/refresh", "/user/logout"];

    /// <summary>Runs the rest, or ends the request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        if (
            !context.Request.Path.StartsWithSegments(WebApiRoutes.Prefix, StringComparison.OrdinalIgnoreCase, out var path)
            || Is(Open, path)
        )
        {
            await next(context);
            return;
        }

        var account = Token(context) is { } token ? await tokens.FindAsync(token, context.RequestAborted) : null;
        if (account is null)
        {
            context.Response.OnStarting(() =>
            {
                context.Response.Headers.WWWAuthenticate = "Bearer";
                return Task.CompletedTask;
            });
            throw new ProblemException(401, "Sign in, and send the token as Authorization: Bearer.");
        }

        account.Take(context);
        if (!Is(Own, path))
        {
            await access.RequireAsync(context, Access.Permission(path, context.Request.Method));
        }

        await next(context);
    }

    /// <summary>The token that a request came with, or null.</summary>
    public static string? Token(HttpContext context)
    {
        var header = context.Request.Headers.Authorization;
        return header.Count == 1 && header[0] is { } text && text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? text[Scheme.Length..].Trim()
            : null;
    }

    private static bool Is(string[] paths, PathString path) =>
        paths.Contains((path.Value ?? "").TrimEnd('/'), StringComparer.OrdinalIgnoreCase);
}
