using System.Security.Cryptography;
using System.Text;
using Phederation.Containers.Hardening;

namespace Phederation.Workloads.Running;

/// <summary>The secrets of one run: made up for it, and gone with it.</summary>
internal static class RunSecret
{
    /// <summary>A password, a server's key with its certificate, or the certificate alone.</summary>
    /// <param name="secret">What the contract says.</param>
    /// <param name="made">The run's secrets so far.</param>
    /// <exception cref="ArgumentException">It is the certificate of a secret that nothing in this run has.</exception>
    public static string Create(SecretFile secret, IReadOnlyDictionary<string, string> made)
    {
        if (secret.CertificateOf is { } server)
        {
            return made.TryGetValue(server, out var pem)
                ? Encoding.ASCII.GetString(ServerCertificate.WithoutKey(Encoding.ASCII.GetBytes(pem)))
                : throw new ArgumentException(
                    $"the secret '{secret.Name}' is the certificate of '{server}', which neither the image nor a peer has",
                    nameof(secret)
                );
        }

        return secret.CertificateFor is { } hosts
            ? Encoding.ASCII.GetString(ServerCertificate.Create(hosts, TimeProvider.System.GetUtcNow()))
            : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
    }
}
