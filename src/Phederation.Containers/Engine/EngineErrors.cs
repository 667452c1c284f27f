using System.Net;
using System.Net.Sockets;

namespace Phederation.Containers.Engine;

/// <summary>Turns what the network and the engine report into <see cref="EngineException"/>.</summary>
internal static class EngineErrors
{
    private const int EnoSpc = 28;

    public static EngineException FromAnswer(string operation, HttpStatusCode status, string message)
    {
        var kind = Classify(message) ?? FromStatus(status);
        return new EngineException(kind, operation, Explain(kind, message), status);
    }

    /// <summary>An error inside a progress stream: the HTTP status was 200 long before.</summary>
    public static EngineException FromStream(string operation, string message)
    {
        var kind = Classify(message) ?? (IsRefusal(message) ? EngineErrorKind.Refused : EngineErrorKind.Other);
        return new EngineException(kind, operation, Explain(kind, message));
    }

    public static EngineException FromConnect(EngineEndpoint endpoint, string operation, Exception cause) =>
        cause switch
        {
            SocketException { SocketErrorCode: SocketError.AccessDenied } or UnauthorizedAccessException => new EngineException(
                EngineErrorKind.PermissionDenied,
                operation,
                $"this account may not use the container engine at {endpoint}: add it to the group docker (usermod -aG docker USER, then log in again), or run as root.",
                innerException: cause
            ),
            EngineException already => new EngineException(already.Kind, operation, already.EngineMessage, already.Status, already),
            _ => Unavailable(endpoint, operation, cause),
        };

    public static EngineException Unavailable(EngineEndpoint endpoint, string operation, Exception cause) =>
        new(
            EngineErrorKind.Unavailable,
            operation,
            $"no container engine answers at {endpoint} ({Innermost(cause)}): start the engine, point DOCKER_HOST at another one, or install one with the build's Provision target.",
            innerException: cause
        );

    public static EngineException FromTransport(EngineEndpoint endpoint, string operation, Exception cause)
    {
        for (var inner = cause; inner is not null; inner = inner.InnerException)
        {
            if (inner is EngineException engine)
            {
                return new EngineException(engine.Kind, operation, engine.EngineMessage, engine.Status, cause);
            }

            if (IsNoSpace(inner))
            {
                return new EngineException(
                    EngineErrorKind.NoSpace,
                    operation,
                    Explain(EngineErrorKind.NoSpace, inner.Message),
                    innerException: cause
                );
            }
        }

        return
            cause
                is HttpRequestException
                {
                    HttpRequestError: HttpRequestError.ConfigurationLimitExceeded or HttpRequestError.InvalidResponse
                }
            ? Protocol(operation, $"the answer is no HTTP that this client accepts ({Innermost(cause)}).", cause)
            : new EngineException(
                EngineErrorKind.Unavailable,
                operation,
                $"the connection to the container engine at {endpoint} broke ({Innermost(cause)}): is the engine still running?",
                innerException: cause
            );
    }

    public static EngineException TimedOut(EngineEndpoint endpoint, string operation, TimeSpan limit) =>
        new(EngineErrorKind.Timeout, operation, $"the container engine at {endpoint} did not answer within {limit.TotalSeconds:0} s.");

    public static EngineException Protocol(string operation, string message, Exception? cause = null) =>
        new(EngineErrorKind.Protocol, operation, message, innerException: cause);

    private static EngineErrorKind FromStatus(HttpStatusCode status) =>
        status switch
        {
            HttpStatusCode.NotFound => EngineErrorKind.NotFound,
            HttpStatusCode.Conflict => EngineErrorKind.Conflict,
            HttpStatusCode.InsufficientStorage => EngineErrorKind.NoSpace,
            HttpStatusCode.BadRequest
            or HttpStatusCode.Unauthorized
            or HttpStatusCode.Forbidden
            or HttpStatusCode.NotAcceptable
            or HttpStatusCode.UnprocessableEntity => EngineErrorKind.Refused,
            _ => EngineErrorKind.Other,
        };

    private static EngineErrorKind? Classify(string message) =>
        Has(message, "no space left on device") || Has(message, "not enough space on the disk") || Has(message, "disk quota exceeded")
            ? EngineErrorKind.NoSpace
            : null;

    private static bool IsRefusal(string message) =>
        Has(message, "unauthorized")
        || Has(message, "no basic auth credentials")
        || Has(message, "access to the resource is denied")
        || Has(message, "access denied")
        || Has(message, "authentication required");

    private static string Explain(EngineErrorKind kind, string message) =>
        kind == EngineErrorKind.NoSpace
            ? $"{message.TrimEnd('.', '\n')}: the engine's disk is full; free space where it keeps its data (`docker info` prints \"Docker Root Dir\"), then run again."
            : message;

    private static bool IsNoSpace(Exception exception) =>
        exception is IOException && ((exception.HResult & 0xFFFF) is EnoSpc or 0x70 || Has(exception.Message, "No space left on device"));

    private static bool Has(string message, string part) => message.Contains(part, StringComparison.OrdinalIgnoreCase);

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
