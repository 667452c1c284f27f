using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Phederation.Accounts.Directory;
using Phederation.Hypertext;
using Phederation.Services.Hosting.Pages;
using Phederation.UserManagement.Sessions;

namespace Phederation.UserManagement.Web;

/// <summary>What is around every page.</summary>
internal static class Layout
{
    private static readonly (string Path, string Name)[] Parts =
    [
        ("/users", "Users"),
        ("/roles", "Roles"),
        ("/permissions", "Permissions"),
        ("/directory", "Directory"),
        ("/audit", "Audit trail"),
    ];

    /// <summary>Writes a page.</summary>
    /// <param name="context">The request.</param>
    /// <param name="title">What it is about.</param>
    /// <param name="content">What is on it.</param>
    /// <param name="status">The HTTP status.</param>
    public static async Task WriteAsync(HttpContext context, string title, Html content, int status = 200)
    {
        var at = context.Request.PathBase.Value ?? "";
        var session = context.Features.Get<Session>();
        var page = Html.Of(
            $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{title} – PHederation users and roles</title>
            <link rel="icon" href="{at}/assets/icon.svg" type="image/svg+xml">
            <link rel="stylesheet" href="{at}/assets/site.css">
            </head>
            <body>
            <a class="skip" href="#main">Skip to the content</a>
            <header class="top">
            <div class="wide">
            <span class="brand"><svg aria-hidden="true" width="22" height="22" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"><circle cx="9" cy="8" r="4"/><path d="M2 20c0-4 3-6 7-6s7 2 7 6"/><path d="M17 11l2 2 3.5-4"/></svg>Users and roles</span>
            {Navigation(context, at, session)}
            </div>
            </header>
            <main id="main" class="wide" tabindex="-1">
            {content}
            </main>
            </body>
            </html>
            """
        );
        var bytes = Encoding.UTF8.GetBytes(page.ToString());
        var response = context.Response;
        response.StatusCode = status;
        SecurityHeaders.AllowOwnParts(response);
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = bytes.Length;
        await response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    /// <summary>The hidden field without which a form is not taken.</summary>
    public static Html Token(HttpContext context) =>
        Html.Of($"""<input type="hidden" name="csrf" value="{context.Features.GetRequiredFeature<Session>().FormToken}">""");

    /// <summary>A message at the top of a page.</summary>
    /// <param name="kind">"good" or "bad".</param>
    /// <param name="text">What it says; empty: no message.</param>
    public static Html Message(string kind, string text) =>
        text.Length == 0 ? Html.Empty
        : kind == "bad" ? Html.Of($"""<p class="message bad" role="alert">{text}</p>""")
        : Html.Of($"""<p class="message good" role="status">{text}</p>""");

    /// <summary>Links to the parts of a list.</summary>
    public static Html Pager(HttpContext context, int page, int size, long total)
    {
        var last = (int)Math.Max(0, (total - 1) / size);
        if (last == 0)
        {
            return Html.Empty;
        }

        var query = string.Concat(
            context
                .Request.Query.Where(pair => pair.Key is not ("page" or "done"))
                .Select(pair => $"&{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value.ToString())}")
        );
        Html Link(int to, string text, string relation) =>
            to < 0 || to > last
                ? Html.Of($"""<span class="quiet">{text}</span>""")
                : Html.Of($"""<a rel="{relation}" href="?page={to}{query}">{text}</a>""");
        return Html.Of(
            $"""
            <nav class="pager" aria-label="Pages">{Link(page - 1, "← Previous", "prev")}<span>Page {page + 1} of {last + 1}</span>{Link(
                page + 1,
                "Next →",
                "next"
            )}</nav>
            """
        );
    }

    private static Html Navigation(HttpContext context, string at, Session? session)
    {
        if (session is null)
        {
            return Html.Empty;
        }

        var hasDirectory = context.RequestServices.GetService(typeof(IDirectory)) is not null;
        var links = Parts
            .Where(_ => !session.MustChangePassword)
            .Where(part => part.Path != "/directory" || hasDirectory)
            .Select(part =>
                context.Request.Path.StartsWithSegments(part.Path, StringComparison.OrdinalIgnoreCase)
                    ? Html.Of($"""<a href="{at}{part.Path}" aria-current="page">{part.Name}</a>""")
                    : Html.Of($"""<a href="{at}{part.Path}">{part.Name}</a>""")
            );
        return Html.Of(
            $"""
            <nav aria-label="Parts">{links}</nav>
            <form class="who" method="post" action="{at}/logout">{Token(
                context
            )}<a href="{at}/password" title="Change my password">{session.Login}</a><button class="link">Sign out</button></form>
            """
        );
    }
}
