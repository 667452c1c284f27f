using System.Security.Cryptography;
using Phederation.Containers.Hardening;
using Phederation.Site.Release;

namespace Phederation.Site.Secrets;

/// <summary>The secrets that a release's contracts name, and what a site does with them.</summary>
public sealed class SiteSecrets(IReadOnlyList<SiteStack> stacks, SecretStore store)
{
    /// <summary>All of them, of every edition, in ordinal order of their names.</summary>
    public IReadOnlyList<SiteSecret> All { get; } =
    [
        .. stacks
            .SelectMany(stack => stack.Services.Concat(stack.Jobs))
            .SelectMany(service => service.Runtime.Secrets.Select(secret => (Secret: secret, Service: service.Name)))
            .Where(use => use.Secret.CertificateOf is null)
            .GroupBy(use => use.Secret.Name, StringComparer.Ordinal)
            .OrderBy(uses => uses.Key, StringComparer.Ordinal)
            .Select(uses => new SiteSecret(
                // One service may do without what another needs.
                uses.Select(use => use.Secret).OrderBy(secret => secret.Optional).First(),
                [.. uses.Select(use => use.Service).Distinct()],
                store.Written(uses.Key)
            )),
    ];

    /// <summary>What a service needs and the site has not supplied.</summary>
    public static IReadOnlyList<string> Missing(SiteService service, SecretStore store) =>
        [
            .. service
                .Runtime.Secrets.Where(secret => secret is { IsSupplied: true, Optional: false } && !store.Has(secret.Name))
                .Select(secret => secret.Name),
        ];

    /// <summary>Takes over what a site supplies.</summary>
    /// <param name="name">The secret.</param>
    /// <param name="content">What is to be in it.</param>
    /// <param name="isReplacing">Whether a password that was generated may go: data was made with it.</param>
    /// <param name="cancellationToken">Ends it; the old secret then stays.</param>
    /// <returns>The secret as it was.</returns>
    /// <exception cref="SiteException">No contract names it, it can't be taken, or it would lock the site out.</exception>
    public async Task<SiteSecret> SetAsync(string name, ReadOnlyMemory<byte> content, bool isReplacing, CancellationToken cancellationToken)
    {
        var secret = Find(name);
        if (secret.File is { Generate: true, CertificateFor: null } && secret.Written is not null && !isReplacing)
        {
            throw new SiteException(
                ExitCode.Conflict,
                $"The secret {name} was generated, and data of {string.Join(", ", secret.Services)} was made with it.",
                "Change it there too, then say --replace."
            );
        }

        if (secret.File.CertificateFor is not null)
        {
            RequireCertificate(name, content.Span);
        }

        await store.WriteAsync(name, content, cancellationToken);
        return secret;
    }

    /// <summary>Takes away what a site supplied.</summary>
    /// <returns>The secret as it was.</returns>
    /// <exception cref="SiteException">No contract names it, it is not there, or it was generated.</exception>
    public SiteSecret Remove(string name)
    {
        var secret = Find(name);
        if (secret.Written is null)
        {
            throw new SiteException(ExitCode.Missing, $"The secret {name} is not there.", "phederation secret list shows what is.");
        }

        if (secret.File is { Generate: true, CertificateFor: null })
        {
            throw new SiteException(
                ExitCode.Conflict,
                $"The secret {name} was generated: without it, data of {string.Join(", ", secret.Services)} can't be opened any more.",
                "Keep it, or remove the site with its data: phederation down --volumes"
            );
        }

        store.Remove(name);
        return secret;
    }

    private SiteSecret Find(string name) =>
        All.FirstOrDefault(secret => secret.File.Name == name)
        ?? throw new SiteException(
            ExitCode.Usage,
            $"The release knows no secret '{name}'.",
            $"Its secrets: {string.Join(", ", All.Select(secret => secret.File.Name))}."
        );

    private static void RequireCertificate(string name, ReadOnlySpan<byte> pem)
    {
        try
        {
            CryptographicOperations.ZeroMemory(ServerCertificate.WithoutKey(pem));
            if (pem.IndexOf("PRIVATE KEY-----"u8) < 0)
            {
                throw new CryptographicException("it has no private key");
            }
        }
        catch (CryptographicException exception)
        {
            throw new SiteException(
                ExitCode.BadInput,
                $"The secret {name} must hold a server's private key and certificate in PEM: {exception.Message}.",
                "Write both into one file, the key unencrypted.",
                exception
            );
        }
    }
}
