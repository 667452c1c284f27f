using System.Globalization;
using Microsoft.AspNetCore.Http;
using Phederation.Services.Hosting.Problems;

namespace Phederation.UserManagement.Api;

/// <summary>Versions as entity tags (RFC 9110): of two writers of the same version, the second is told.</summary>
internal static class Versions
{
    /// <summary>The version that a change names.</summary>
    /// <exception cref="ProblemException">It names none (428), or not in this form (400).</exception>
    public static int Required(HttpRequest request)
    {
        var text = request.Headers.IfMatch.ToString();
        if (text.Length == 0)
        {
            throw new ProblemException(428, "Send the version that is to be changed as If-Match, as it came in ETag.");
        }

        return
            text.Length > 2
            && text[0] == '"'
            && text[^1] == '"'
            && int.TryParse(text.AsSpan(1, text.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : throw new ProblemException(400, "If-Match is not a version such as \"3\".");
    }

    /// <summary>Tells the version of what is answered.</summary>
    public static void Tell(HttpResponse response, int version) => response.Headers.ETag = $"\"{version}\"";
}
