using System.Net;
using System.Text;
using System.Text.Json;

namespace Phederation.Containers.Registry;

/// <summary>Turns what the network and a registry report into <see cref="RegistryException"/>.</summary>
internal static class RegistryFault
{
    public static RegistryException FromAnswer(
        Uri registry,
        string operation,
        HttpStatusCode status,
        ReadOnlySpan<byte> body,
        bool hasCredentials
    )
    {
        var message = Message(body, status);
        var kind = message.Contains("no space left on device", StringComparison.OrdinalIgnoreCase)
            ? RegistryErrorKind.NoSpace
            : status switch
            {
                HttpStatusCode.Unauthorized => RegistryErrorKind.Unauthorized,
                HttpStatusCode.Forbidden => RegistryErrorKind.Denied,
                HttpStatusCode.NotFound => RegistryErrorKind.NotFound,
                HttpStatusCode.InsufficientStorage => RegistryErrorKind.NoSpace,
                _ => RegistryErrorKind.Other,
            };
        var mend = kind switch
        {
            RegistryErrorKind.Unauthorized when hasCredentials => $": the user or the password is wrong for {registry.Authority}.",
            RegistryErrorKind.Unauthorized => $": {registry.Authority} wants credentials, but none are given.",
            RegistryErrorKind.NoSpace => $": the disk of {registry.Authority} is full; free space there, then run again.",
            _ => "",
        };
        return new RegistryException(kind, operation, message + mend, status);
    }

    public static RegistryException Unavailable(Uri registry, string operation, Exception cause) =>
        new(
            RegistryErrorKind.Unavailable,
            operation,
            $"no registry answers at {registry} ({Innermost(cause)}): check the address, the network and the certificate.",
            innerException: cause
        );

    private static string Message(ReadOnlySpan<byte> body, HttpStatusCode status)
    {
        try
        {
            var errors = JsonSerializer.Deserialize(body, RegistryJsonContext.Default.RegistryErrors)?.Errors ?? [];
            var texts = errors.OfType<RegistryError>().Select(error => $"{error.Code} {error.Message} {Detail(error)}".Trim()).ToArray();
            if (texts.Length > 0)
            {
                return string.Join("; ", texts);
            }
        }
        catch (JsonException)
        {
            // A proxy in front of a registry answers with text or HTML.
        }

        var text = Encoding.UTF8.GetString(body).Trim();
        return $"the registry answered {(int)status} {status}{(text.Length > 0 ? ": " + (text.Length > 500 ? text[..500] + "…" : text) : "")}";
    }

    private static string Detail(RegistryError error) =>
        error.Detail.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? ""
        : error.Detail.GetRawText() is { Length: <= 500 } text ? text
        : "";

    private static string Innermost(Exception exception)
    {
        var inner = exception;
        while (inner.InnerException is not null)
        {
            inner = inner.InnerException;
        }

        return inner.Message.TrimEnd('.');
    }
}
