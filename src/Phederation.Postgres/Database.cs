using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Npgsql;

namespace Phederation.Postgres;

/// <summary>Opens connections to a database.</summary>
public static class Database
{
    /// <summary>A source of connections; nothing is connected yet. The password is read again for each new connection: it may be changed.</summary>
    /// <param name="settings">Where it is.</param>
    /// <param name="application">How the server's list of sessions names the program.</param>
    /// <param name="limits">How many connections, and how long they may take.</param>
    /// <param name="cancellationToken">Ends the reading of the secret.</param>
    /// <exception cref="SetupException">A secret is missing or malformed.</exception>
    public static async Task<NpgsqlDataSource> OpenAsync(
        DatabaseSettings settings,
        string application,
        ConnectionLimits limits,
        CancellationToken cancellationToken
    )
    {
        var text = new NpgsqlConnectionStringBuilder
        {
            Host = settings.Host,
            Port = settings.Port,
            Database = settings.Database,
            Username = settings.User,
            ApplicationName = application,
            Pooling = limits.PoolSize > 0,
            Timeout = limits.ConnectSeconds,
            CommandTimeout = limits.CommandSeconds,
            KeepAlive = 30,
            MaxAutoPrepare = limits.PreparedStatements,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = limits.KeepsSessionClean,
            GssEncryptionMode = GssEncryptionMode.Disable,
            IncludeErrorDetail = false,
            SslMode = settings.Tls switch
            {
                TlsMode.VerifyFull => SslMode.VerifyFull,
                TlsMode.Require => SslMode.Require,
                _ => SslMode.Disable,
            },
        };
        if (limits.PoolSize > 0)
        {
            text.MaxPoolSize = limits.PoolSize;
        }

        if (limits.CommandSeconds > 0)
        {
            // The server ends the statement even where the client that asked is gone.
            text.Options = $"-c statement_timeout={limits.CommandSeconds}s -c idle_in_transaction_session_timeout=60s";
        }

        if (limits.PicksByIndex)
        {
            text.Options = $"{text.Options} -c random_page_cost=1.1".TrimStart();
        }

        // Told at once, not at the first request.
        await SecretText.ReadAsync(settings.PasswordFile, cancellationToken);
        var builder = new NpgsqlSlimDataSourceBuilder(text.ConnectionString) { Name = application };
        builder.UsePasswordProvider(
            _ => SecretText.Read(settings.PasswordFile),
            async (_, token) => await SecretText.ReadAsync(settings.PasswordFile, token)
        );
        builder.EnableTransportSecurity();
        builder.EnableArrays();
        if (settings.Tls != TlsMode.Disable)
        {
            var roots = settings.Tls == TlsMode.VerifyFull ? PrivateTrust.Read(settings.CertificateFile) : null;
            builder.UseSslClientAuthenticationOptionsCallback(options => Protect(options, roots));
        }

        return builder.Build();
    }

    private static void Protect(SslClientAuthenticationOptions options, X509Certificate2Collection? roots)
    {
        options.EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
        if (roots is not null)
        {
            options.CertificateChainPolicy = PrivateTrust.Policy(roots);
        }
    }
}
