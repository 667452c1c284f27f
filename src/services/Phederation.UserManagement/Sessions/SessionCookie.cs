using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Phederation.UserManagement.Sessions;

/// <summary>The two cookies: a session's, and one that ties the form of the sign-in to the browser that asked for it.</summary>
internal static class SessionCookie
{
    private const string Name = "phederation-session";
    private const string SignInName = "phederation-sign-in";

    public static string? Read(HttpRequest request) => request.Cookies[Name];

    public static void Write(HttpContext context, Session session) =>
        context.Response.Cookies.Append(Name, session.Token, Options(context));

    public static void Remove(HttpContext context) => context.Response.Cookies.Delete(Name, Options(context));

    /// <summary>The token of the sign-in's form, the same as in the browser's cookie.</summary>
    public static string SignInToken(HttpContext context)
    {
        if (context.Request.Cookies[SignInName] is { Length: 43 } known && Base64Url.IsValid(known))
        {
            return known;
        }

        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        context.Response.Cookies.Append(SignInName, token, Options(context));
        return token;
    }

    public static bool IsSignInToken(HttpRequest request, string token) =>
        request.Cookies[SignInName] is { Length: 43 } known && AreSame(known, token);

    public static bool AreSame(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));

    private static CookieOptions Options(HttpContext context) =>
        new()
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            // Behind the entry of the site always; without it only where somebody on the machine itself connects directly.
            Secure = context.Request.IsHttps,
            Path = context.Request.PathBase.HasValue ? context.Request.PathBase.Value : "/",
            IsEssential = true,
        };
}
