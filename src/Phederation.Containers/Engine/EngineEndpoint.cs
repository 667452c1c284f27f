using System.Net;

namespace Phederation.Containers.Engine;

/// <summary>
/// Where a container engine listens: "unix:///var/run/docker.sock", "tcp://host:2376" with a folder that holds ca.pem, cert.pem
/// and key.pem, or "npipe:////./pipe/docker_engine".
/// </summary>
public sealed record EngineEndpoint
{
    private EngineEndpoint() { }

    /// <summary>The engine's usual place on this operating system.</summary>
    public static EngineEndpoint Default { get; } =
        Parse(OperatingSystem.IsWindows() ? "npipe:////./pipe/docker_engine" : "unix:///var/run/docker.sock");

    /// <summary>How the engine is reached.</summary>
    public required EngineEndpointKind Kind { get; init; }

    /// <summary>The socket's absolute path, the host's name or address, or the pipe's name.</summary>
    public required string Address { get; init; }

    /// <summary>The TCP port; 0 for the others.</summary>
    public int Port { get; init; }

    /// <summary>The folder with ca.pem, cert.pem and key.pem; null without TLS.</summary>
    public string? TlsFolder { get; init; }

    /// <summary>
    /// Reads an endpoint as DOCKER_HOST spells it. TCP to another machine needs TLS: whoever can talk to an engine is root there, and
    /// secrets travel to it.
    /// </summary>
    /// <exception cref="EngineException">Of kind <see cref="EngineErrorKind.InvalidEndpoint"/>.</exception>
    public static EngineEndpoint Parse(string text, string? tlsFolder = null)
    {
        if (After(text, "unix://") is { } socket)
        {
            return socket.StartsWith('/') && !socket.Contains('\0', StringComparison.Ordinal)
                ? new EngineEndpoint { Kind = EngineEndpointKind.UnixSocket, Address = socket }
                : throw Invalid(text, "an absolute path must follow unix://");
        }

        if ((After(text, "npipe:////./pipe/") ?? After(text, "npipe:\\\\.\\pipe\\")) is { } pipe)
        {
            return pipe.Length > 0 && !pipe.AsSpan().ContainsAny('/', '\\')
                ? new EngineEndpoint { Kind = EngineEndpointKind.NamedPipe, Address = pipe }
                : throw Invalid(text, "a pipe's name must follow npipe:////./pipe/");
        }

        return After(text, "tcp://") is { } authority
            ? ParseTcp(text, authority, tlsFolder)
            : throw Invalid(text, "unix:///path, tcp://host:port or npipe:////./pipe/name is expected");
    }

    /// <summary>
    /// Reads DOCKER_HOST, DOCKER_TLS_VERIFY and DOCKER_CERT_PATH as docker's own client does; the default endpoint when DOCKER_HOST is
    /// absent or empty. The certificates' folder is ~/.docker when DOCKER_CERT_PATH is absent.
    /// </summary>
    /// <exception cref="EngineException">Of kind <see cref="EngineErrorKind.InvalidEndpoint"/>.</exception>
    public static EngineEndpoint FromEnvironment(Func<string, string?> variable)
    {
        var host = variable("DOCKER_HOST");
        if (string.IsNullOrWhiteSpace(host))
        {
            return Default;
        }

        var isTls = !string.IsNullOrEmpty(variable("DOCKER_TLS_VERIFY"));
        var folder = variable("DOCKER_CERT_PATH");
        return Parse(host.Trim(), isTls ? (string.IsNullOrEmpty(folder) ? HomeFolder(variable) : folder) : null);
    }

    /// <summary>The endpoint as DOCKER_HOST spells it.</summary>
    public override string ToString() =>
        Kind switch
        {
            EngineEndpointKind.UnixSocket => "unix://" + Address,
            EngineEndpointKind.NamedPipe => "npipe:////./pipe/" + Address,
            _ when Address.Contains(':', StringComparison.Ordinal) => $"tcp://[{Address}]:{Port}",
            _ => $"tcp://{Address}:{Port}",
        };

    private static EngineEndpoint ParseTcp(string text, string authority, string? tlsFolder)
    {
        if (
            !Uri.TryCreate("tcp://" + authority.TrimEnd('/'), UriKind.Absolute, out var uri)
            || uri.Host.Length == 0
            || uri.UserInfo.Length > 0
            || uri.PathAndQuery.Length > 1
        )
        {
            throw Invalid(text, "host:port must follow tcp://");
        }

        var host = uri.DnsSafeHost;
        if (tlsFolder is null && !IsLoopback(host))
        {
            throw Invalid(
                text,
                "an engine on another machine is used with TLS only: set DOCKER_TLS_VERIFY=1 and DOCKER_CERT_PATH to the folder with ca.pem, cert.pem and key.pem"
            );
        }

        var port = uri.Port > 0 ? uri.Port : (tlsFolder is null ? 2375 : 2376);
        return new EngineEndpoint
        {
            Kind = EngineEndpointKind.Tcp,
            Address = host,
            Port = port,
            TlsFolder = tlsFolder,
        };
    }

    private static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip));

    private static string HomeFolder(Func<string, string?> variable) =>
        Path.Combine(
            variable("HOME") ?? variable("USERPROFILE") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
            ".docker"
        );

    private static string? After(string text, string prefix) =>
        text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : null;

    private static EngineException Invalid(string text, string mend) =>
        new(EngineErrorKind.InvalidEndpoint, "read the engine's address", $"'{text}' can't be used: {mend}.");
}
