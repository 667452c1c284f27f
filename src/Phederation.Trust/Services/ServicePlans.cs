using System.Text;

namespace Phederation.Trust.Services;

/// <summary>What each service gets: no more secrets than it needs.</summary>
internal static class ServicePlans
{
    private const string ServerPassword = "notary_server_password";
    private const string SignerPassword = "notary_signer_password";
    private const string Authority = "notary_authority";

    /// <summary>The registry.</summary>
    public static ServicePlan Registry(TrustServiceImages images, ServiceState state) =>
        new(ServicePlan.Registry, images.Registry) { HostPort = state.RegistryPort, IsOfNotary = false };

    /// <summary>
    /// The trust server and what it stands on, in order of their start: a server without its signer makes keys that nobody finds again.
    /// </summary>
    public static IReadOnlyList<ServicePlan> Notary(
        TrustServiceImages images,
        ServiceState state,
        ServiceCertificates certificates,
        string gunPrefix
    ) =>
        [
            new(ServicePlan.NotaryDatabase, images.NotaryDatabase)
            {
                Secrets = new Dictionary<string, byte[]>
                {
                    [ServerPassword] = Text(state.ServerPassword),
                    [SignerPassword] = Text(state.SignerPassword),
                },
            },
            new(ServicePlan.NotarySigner, images.NotarySigner)
            {
                Secrets = new Dictionary<string, byte[]>
                {
                    [Authority] = File.ReadAllBytes(certificates.Authority),
                    ["notary_signer_certificate"] = File.ReadAllBytes(certificates.SignerCertificate),
                    ["notary_signer_key"] = File.ReadAllBytes(certificates.SignerKey),
                    [SignerPassword] = Text(state.SignerPassword),
                    ["notary_signer_passphrase"] = Text(state.SignerPassphrase),
                },
            },
            new(ServicePlan.Notary, images.Notary)
            {
                HostPort = state.NotaryPort,
                // What is signed is named after this registry; no other name is served.
                Environment = new Dictionary<string, string> { ["NOTARY_SERVER_REPOSITORIES_GUN_PREFIXES"] = gunPrefix },
                Secrets = new Dictionary<string, byte[]>
                {
                    [Authority] = File.ReadAllBytes(certificates.Authority),
                    ["notary_server_certificate"] = File.ReadAllBytes(certificates.ServerCertificate),
                    ["notary_server_key"] = File.ReadAllBytes(certificates.ServerKey),
                    [ServerPassword] = Text(state.ServerPassword),
                },
            },
        ];

    private static byte[] Text(string secret) => Encoding.ASCII.GetBytes(secret);
}
