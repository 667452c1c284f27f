using Phederation.Hypertext;
using Phederation.Services.Hosting.Pages;
using Phederation.WebApi.Security;

namespace Phederation.WebApi.Atlas;

/// <summary>What all pages have around them.</summary>
internal static class Layout
{
    private static readonly (string Path, string Name)[] Places =
    [
        ("/atlas/search", "Vocabulary"),
        ("/atlas/concept-sets", "Concept sets"),
        ("/atlas/cohorts", "Cohorts"),
    ];

    private static readonly Html Logo = new(
        """
        <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"><circle cx="12" cy="12" r="9"/><path d="M3.6 9h16.8M3.6 15h16.8M12 3c3 2.6 4 6 4 9s-1 6.4-4 9c-3-2.6-4-6-4-9s1-6.4 4-9z"/></svg>
        """
    );

    /// <summary>A page's answer.</summary>
    /// <param name="context">The request.</param>
    /// <param name="title">What the page is.</param>
    /// <param name="content">What is on it.</param>
    /// <param name="status">The HTTP status.</param>
    public static IResult Page(HttpContext context, string title, Html content, int status = 200)
    {
        SecurityHeaders.AllowOwnParts(context.Response);
        return TypedResults.Content(Text(context, title, content), "text/html; charset=utf-8", statusCode: status);
    }

    /// <summary>A page as text.</summary>
    public static string Text(HttpContext context, string title, Html content)
    {
        var path = context.Request.Path;
        var links = Places.Select(place =>
            path.StartsWithSegments(place.Path, StringComparison.OrdinalIgnoreCase)
                ? Html.Of($"<a href=\"{place.Path}\" aria-current=\"page\">{place.Name}</a>")
                : Html.Of($"<a href=\"{place.Path}\">{place.Name}</a>")
        );
        var account = CurrentAccount.Of(context);
        // Nowhere to go for who has not signed in.
        var nav = path.StartsWithSegments("/atlas/sign-in", StringComparison.OrdinalIgnoreCase)
            ? Html.Empty
            : Html.Of($"<nav aria-label=\"Main\">{links}</nav>");
        var who = account is null
            ? Html.Empty
            : Html.Of(
                $"<form class=\"who\" method=\"post\" action=\"/atlas/sign-out\"><span class=\"quiet\">{account.Name}</span> <button class=\"link\">Sign out</button></form>"
            );
        return Html.Of(
                $"""
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>{title} – Atlas</title>
                <link rel="icon" href="/atlas/assets/icon.svg" type="image/svg+xml">
                <link rel="stylesheet" href="/atlas/assets/atlas.css">
                <script type="module" src="/atlas/assets/atlas.js"></script>
                </head>
                <body>
                <a class="skip" href="#content">Skip to the content</a>
                <header class="top"><div class="wide">
                <a class="brand" href="/atlas/">{Logo}<span>Atlas</span></a>
                {nav}
                {who}
                </div></header>
                <main id="content" class="wide" tabindex="-1">
                {content}
                </main>
                </body>
                </html>
                """
            )
            .ToString();
    }

    /// <summary>The text of a time, for people and for programs.</summary>
    public static Html Time(long? milliseconds)
    {
        if (milliseconds is not { } value)
        {
            return new Html("–");
        }

        var time = DateTimeOffset.FromUnixTimeMilliseconds(value);
        return Html.Of(
            $"<time datetime=\"{time.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture)}\">{time.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture)}</time>"
        );
    }

    /// <summary>A number with spaces between its thousands.</summary>
    public static string Number(long value) =>
        value.ToString("#,0", System.Globalization.CultureInfo.InvariantCulture).Replace(',', '\u202f');
}
