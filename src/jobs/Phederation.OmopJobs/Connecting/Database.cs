using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Npgsql;

namespace Phederation.OmopJobs.Connecting;

/// <summary>Opens connections to a database.</summary>
internal static class Database
{
    private const int ConnectSeconds = 15;

    /// <summary>A source of connections; nothing is connected yet.</summary>
    /// <param name="settings">Where it is.</param>
    /// <param name="application">How the server's list of sessions names the job.</param>
    /// <param name="cancellationToken">Ends the reading of the secret.</param>
    /// <exception cref="JobException">A secret is missing or malformed.</exception>
    public static async Task<NpgsqlDataSource> OpenAsync(DatabaseSettings settings, string application, CancellationToken cancellationToken)
    {
        var text = new NpgsqlConnectionStringBuilder
        {
            Host = settings.Host,
            Port = settings.Port,
            Database = settings.Database,
            Username = settings.User,
            Password = await SecretText.ReadAsync(settings.PasswordFile, cancellationToken),
            ApplicationName = application,
            Pooling = false,
            Timeout = ConnectSeconds,
            // Each statement has the server's own limit, which leaves the session usable.
            CommandTimeout = 0,
            KeepAlive = 30,
            GssEncryptionMode = GssEncryptionMode.Disable,
            IncludeErrorDetail = false,
            SslMode = settings.Tls switch
            {
                TlsMode.VerifyFull => SslMode.VerifyFull,
                TlsMode.Require => SslMode.Require,
                _ => SslMode.Disable,
            },
        };
        var builder = new NpgsqlSlimDataSourceBuilder(text.ConnectionString);
        builder.EnableTransportSecurity();
        builder.EnableArrays();
        if (settings.Tls != TlsMode.Disable)
        {
            var roots = settings.Tls == TlsMode.VerifyFull ? Certificates(settings.CertificateFile) : null;
            builder.UseSslClientAuthenticationOptionsCallback(options => Protect(options, roots));
        }

        return builder.Build();
    }

    private static void Protect(SslClientAuthenticationOptions options, X509Certificate2Collection? roots)
    {
        options.EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
        if (roots is not null)
        {
            options.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                DisableCertificateDownloads = true,
            };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(roots);
        }
    }

    private static X509Certificate2Collection Certificates(string path)
    {
        var roots = new X509Certificate2Collection();
        try
        {
            roots.ImportFromPemFile(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new JobException(
                ExitCode.Missing,
                $"The certificate {path} is not there, so that nobody can tell who the server is.",
                "Mount it, or give --tls require where the network itself is trusted.",
                exception
            );
        }
        catch (System.Security.Cryptography.CryptographicException exception)
        {
            throw new JobException(
                ExitCode.BadInput,
                $"{path} holds no certificates in PEM.",
                "Mount the server's certificate.",
                exception
            );
        }

        return roots.Count > 0
            ? roots
            : throw new JobException(ExitCode.BadInput, $"{path} holds no certificate in PEM.", "Mount the server's certificate.");
    }
}
