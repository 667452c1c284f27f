using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Phederation.Postgres;

/// <summary>Trust in the certificates of one file and in no others: who a site's own servers are is not the system's authorities' to say.</summary>
public static class PrivateTrust
{
    /// <summary>The certificates of a file.</summary>
    /// <param name="path">The file, PEM.</param>
    /// <exception cref="SetupException">It is not there, can't be read, or holds none.</exception>
    public static X509Certificate2Collection Read(string path)
    {
        var roots = new X509Certificate2Collection();
        try
        {
            roots.ImportFromPemFile(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SetupException(
                SetupProblem.Missing,
                $"The certificate {path} is not there, so that nobody can tell who the server is.",
                "Mount it, or set TLS to require where the network itself is trusted.",
                exception
            );
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new SetupException(SetupProblem.Denied, $"{path} can't be read.", "Let the program's user read it.", exception);
        }
        catch (CryptographicException exception)
        {
            throw new SetupException(
                SetupProblem.Malformed,
                $"{path} holds no certificates in PEM.",
                "Mount the server's certificate.",
                exception
            );
        }

        return roots.Count > 0
            ? roots
            : throw new SetupException(SetupProblem.Malformed, $"{path} holds no certificate in PEM.", "Mount the server's certificate.");
    }

    /// <summary>How a chain is checked against them; nothing is asked of the network.</summary>
    /// <param name="roots">The certificates.</param>
    public static X509ChainPolicy Policy(X509Certificate2Collection roots)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(roots);
        return policy;
    }
}
