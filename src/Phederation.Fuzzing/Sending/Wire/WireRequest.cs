using System.Buffers;
using System.Text;
using Phederation.Fuzzing.Exchanges;

namespace Phederation.Fuzzing.Sending.Wire;

/// <summary>Writes requests as the bytes of HTTP/1.1 (RFC 9112), without repairing anything in them.</summary>
internal sealed class WireRequest(string basePath, string host)
{
    private static readonly SearchValues<char> PlainTarget = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#[]@!$&'()*+,;=%|^{}\"<>\\`"
    );

    // Who sends these decides itself how the message ends: the connection can't be trusted after it.
    private static readonly HashSet<string> Framing = new(StringComparer.OrdinalIgnoreCase)
    {
        "Content-Length",
        "Transfer-Encoding",
        "Connection",
        "Upgrade",
        "Expect",
    };

    /// <summary>Writes a request.</summary>
    /// <param name="to">Takes its bytes.</param>
    /// <param name="request">The request, its references filled in.</param>
    /// <param name="authorization">The header Authorization; null sends none.</param>
    /// <returns>Whether the connection can be used for another request afterwards: not when two sides may see its end in two places.</returns>
    public bool Write(IBufferWriter<byte> to, FuzzRequest request, string? authorization)
    {
        var isPlain =
            request.Method.Length > 0 && request.Method.All(char.IsAsciiLetter) && !request.Path.AsSpan().ContainsAnyExcept(PlainTarget);
        Write(to, request.Method);
        Write(to, " ");
        Write(to, basePath);
        Write(to, request.Path.Length == 0 && basePath.Length == 0 ? "/" : request.Path);
        Write(to, " HTTP/1.1\r\n");
        bool hasHost = false,
            hasType = false,
            hasLength = false,
            hasAuthorization = false;
        foreach (var (name, value) in request.Headers)
        {
            hasHost |= Is(name, "Host");
            hasType |= Is(name, "Content-Type");
            hasLength |= Is(name, "Content-Length") || Is(name, "Transfer-Encoding");
            hasAuthorization |= Is(name, "Authorization");
            isPlain &= !Framing.Contains(name) && IsPlain(name) && IsPlain(value);
            Write(to, name, value);
        }

        if (!hasHost)
        {
            Write(to, "Host", host);
        }

        if (!hasAuthorization && authorization is not null)
        {
            Write(to, "Authorization", authorization);
        }

        if (!hasType && request.ContentType is { } type)
        {
            isPlain &= IsPlain(type);
            Write(to, "Content-Type", type);
        }

        if (!hasLength && (request.Body is not null || request.Method is "POST" or "PUT" or "PATCH"))
        {
            Write(to, "Content-Length", (request.Body?.Length ?? 0).ToString());
        }

        Write(to, "\r\n");
        if (request.Body is { } body)
        {
            to.Write(body.Span);
        }

        return isPlain;
    }

    private static bool Is(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static bool IsPlain(string text) => !text.AsSpan().ContainsAny('\r', '\n', '\0');

    private static void Write(IBufferWriter<byte> to, string name, string value)
    {
        Write(to, name);
        Write(to, ": ");
        Write(to, value);
        Write(to, "\r\n");
    }

    private static void Write(IBufferWriter<byte> to, string text) => Encoding.UTF8.GetBytes(text, to);
}
