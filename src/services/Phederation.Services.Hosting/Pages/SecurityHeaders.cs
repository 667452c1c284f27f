using Microsoft.AspNetCore.Http;

namespace Phederation.Services.Hosting.Pages;

/// <summary>What browsers may do with an answer.</summary>
public static class SecurityHeaders
{
    private const string NothingAtAll = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private const string OwnParts =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>For a page: it may use scripts, styles and pictures that this service itself hands out as files, and nothing inline.</summary>
    /// <param name="response">The page's answer, before it begins.</param>
    public static void AllowOwnParts(HttpResponse response) => response.Headers.ContentSecurityPolicy = OwnParts;

    /// <summary>For whatever is no page: nothing.</summary>
    /// <param name="response">The answer, before it begins.</param>
    internal static void Set(HttpResponse response)
    {
        var headers = response.Headers;
        headers.ContentSecurityPolicy = NothingAtAll;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        // An answer that nothing else is said of may hold a patient's data.
        headers.CacheControl = "no-store";
    }
}
