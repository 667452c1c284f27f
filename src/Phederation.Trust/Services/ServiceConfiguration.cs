using System.Text;
using System.Text.Json.Nodes;

namespace Phederation.Trust.Services;

/// <summary>
/// Writes the services' configuration files (0600: two hold a database password). The registry reads YAML, of which JSON is a part.
/// </summary>
/// <remarks>
/// No service asks who its client is. That is acceptable only because each listens on 127.0.0.1 alone: whoever reaches them already runs
/// programs on this machine. What a release is worth rests on signatures, not on who may write to the registry.
/// </remarks>
internal static class ServiceConfiguration
{
    public static string WriteRegistry(string path, string dataFolder, int port) =>
        Write(
            path,
            new JsonObject
            {
                ["version"] = "0.1",
                ["log"] = new JsonObject
                {
                    ["level"] = "warn",
                    ["accesslog"] = new JsonObject { ["disabled"] = true },
                },
                ["storage"] = new JsonObject
                {
                    ["filesystem"] = new JsonObject { ["rootdirectory"] = dataFolder },
                    ["delete"] = new JsonObject { ["enabled"] = true },
                },
                ["http"] = new JsonObject { ["addr"] = Loopback(port) },
            }
        );

    public static string WriteSigner(string path, ServiceCertificates certificates, int port, string databaseUrl) =>
        Write(
            path,
            new JsonObject
            {
                ["server"] = new JsonObject
                {
                    ["grpc_addr"] = Loopback(port),
                    ["tls_cert_file"] = certificates.SignerCertificate,
                    ["tls_key_file"] = certificates.SignerKey,
                    ["client_ca_file"] = certificates.Authority,
                },
                ["logging"] = new JsonObject { ["level"] = "warn" },
                ["storage"] = Storage(databaseUrl, ("default_alias", TrustServices.PassphraseAlias)),
            }
        );

    public static string WriteServer(
        string path,
        ServiceCertificates certificates,
        int port,
        int signerPort,
        string databaseUrl,
        string gunPrefix
    ) =>
        Write(
            path,
            new JsonObject
            {
                ["server"] = new JsonObject
                {
                    ["http_addr"] = Loopback(port),
                    ["tls_cert_file"] = certificates.ServerCertificate,
                    ["tls_key_file"] = certificates.ServerKey,
                },
                ["trust_service"] = new JsonObject
                {
                    ["type"] = "remote",
                    ["hostname"] = "127.0.0.1",
                    ["port"] = $"{signerPort}",
                    ["key_algorithm"] = "ecdsa",
                    ["tls_ca_file"] = certificates.Authority,
                    ["tls_client_cert"] = certificates.ServerCertificate,
                    ["tls_client_key"] = certificates.ServerKey,
                },
                ["logging"] = new JsonObject { ["level"] = "warn" },
                ["storage"] = Storage(databaseUrl),
                ["repositories"] = new JsonObject { ["gun_prefixes"] = new JsonArray(gunPrefix) },
            }
        );

    private static JsonObject Storage(string databaseUrl, params ReadOnlySpan<(string Name, string Value)> more)
    {
        var storage = new JsonObject { ["backend"] = "postgres", ["db_url"] = databaseUrl };
        foreach (var (name, value) in more)
        {
            storage[name] = value;
        }

        return storage;
    }

    private static string Loopback(int port) => $"127.0.0.1:{port}";

    private static string Write(string path, JsonObject configuration)
    {
        BoundedFile.Write(path, Encoding.UTF8.GetBytes(configuration.ToJsonString()));
        return path;
    }
}
