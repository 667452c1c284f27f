using System.Security.Cryptography;
using System.Text;

namespace Phederation.Hypertext;

/// <summary>
/// A report as one page that needs nothing else: no script, style or font from elsewhere. What it tells of comes from images of unknown origin: values
/// are encoded by <see cref="Html" />, and the page's own policy allows no script but the one that it was written with.
/// </summary>
public static class ReportPage
{
    /// <summary>The page's bytes.</summary>
    /// <param name="title">The page's title.</param>
    /// <param name="style">Style beyond that of all reports (<see cref="ReportStyle" />).</param>
    /// <param name="script">The page's script.</param>
    /// <param name="body">What is in the body before the script.</param>
    public static byte[] Write(string title, string style, string script, Html body)
    {
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)));
        var page = Html.Of(
            $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{new Html(
                hash
            )}'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{title}</title>
            <style>{new Html(ReportStyle.Css)}{new Html(style)}</style>
            </head>
            <body>
            {body}
            <script>{new Html(script)}</script>
            </body>
            </html>

            """
        );
        return Encoding.UTF8.GetBytes(page.ToString().ReplaceLineEndings("\n"));
    }
}
