using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Phederation.Services.Hosting.Pages;

/// <summary>Scripts, styles and pictures of a service's pages, embedded in its program: there is nothing on the disk that could be changed.</summary>
public static class EmbeddedFiles
{
    private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>
    {
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
        [".png"] = "image/png",
        [".ico"] = "image/x-icon",
        [".html"] = "text/html; charset=utf-8",
        [".json"] = "application/json",
        [".woff2"] = "font/woff2",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Hands the embedded resources whose names begin with a prefix out under an address.</summary>
    /// <param name="routes">Where to map them.</param>
    /// <param name="address">Such as "/assets"; a resource "assets/site.css" is then at /assets/site.css.</param>
    /// <param name="assembly">The program that holds them.</param>
    /// <param name="prefix">How their logical names begin, such as "assets/".</param>
    public static void MapEmbeddedFiles(this IEndpointRouteBuilder routes, string address, Assembly assembly, string prefix)
    {
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            if (!Types.TryGetValue(Path.GetExtension(name), out var type))
            {
                throw new InvalidOperationException($"There is no content type for the embedded file {name}.");
            }

            using var stream = assembly.GetManifestResourceStream(name)!;
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..32]}\"";
            routes.MapMethods(
                $"{address.TrimEnd('/')}/{name[prefix.Length..]}",
                ["GET", "HEAD"],
                context => WriteAsync(context, content, type, tag)
            );
        }
    }

    private static async Task WriteAsync(HttpContext context, byte[] content, string type, string tag)
    {
        var response = context.Response;
        response.Headers.ETag = tag;
        // Asked for each time, answered in full only when it changed: after an update nobody sees old scripts with new pages.
        response.Headers.CacheControl = "no-cache";
        if (context.Request.Headers[HeaderNames.IfNoneMatch].ToString() == tag)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        if (type.StartsWith("text/html", StringComparison.Ordinal))
        {
            SecurityHeaders.AllowOwnParts(response);
        }

        response.ContentType = type;
        response.ContentLength = content.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(content, context.RequestAborted);
        }
    }
}
