using System.Text;
using Phederation.Containers.Hardening;

namespace Phederation.Images.Tests.Postgres;

public sealed class PostgresSecretTests
{
    private const string Name = "phederation_admin_password";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string?, int, string> Faults =>
        new()
        {
            {
                null,
                64,
                "the secret phederation_admin_password is missing: mount a file that holds the password at /run/secrets/phederation_admin_password"
            },
            { "", 66, "is empty" },
            { "\r\n", 66, "is empty" },
            { "fifteen-letters", 67, "too weak: it must have 16 characters or more" },
            { "sixteen-letters-\u00e9", 67, "printable ASCII" },
            { "sixteen-letters-\u0007", 67, "printable ASCII" },
            { "sixteen-letters-\0", 71, "holds a NUL byte" },
            { "sixteen-letters-1\nanother line", 71, "more than one line" },
        };

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Faults))]
    public async Task Faulty_secret_ends_the_start_with_a_message_and_without_the_secret(string? secret, int exitCode, string message)
    {
        var secrets = PostgresServer.GoodSecrets.Where(file => file.Key != Name).ToDictionary();
        if (secret is not null)
        {
            secrets[Name] = Encoding.UTF8.GetBytes(secret);
        }

        await using var server = await PostgresServer.CreateAsync(secrets, Cancellation);

        Assert.Equal(exitCode, await server.RunToEndAsync(Cancellation));

        var log = await server.LogAsync(Cancellation);
        Assert.Contains(message, log, StringComparison.Ordinal);
        Assert.DoesNotContain("-letters", log, StringComparison.Ordinal);
        Assert.DoesNotContain(PostgresServer.Password, log, StringComparison.Ordinal);
    }

    public static TheoryData<string?, int, string> CertificateFaults
    {
        get
        {
            var pem = Encoding.ASCII.GetString(PostgresServer.GoodSecrets["postgres_tls"]);
            var certificate = pem[pem.IndexOf("-----BEGIN CERT", StringComparison.Ordinal)..];
            var other = Encoding.ASCII.GetString(ServerCertificate.Create(["other"], DateTimeOffset.UnixEpoch.AddYears(56)));
            return new()
            {
                { null, 64, "the secret postgres_tls is missing: mount a file that holds the server's private key and certificate" },
                { "", 66, "holds neither a private key nor a certificate" },
                { certificate, 67, "but not its private key" },
                { pem.Replace(certificate, "", StringComparison.Ordinal), 67, "but not its certificate" },
                { other[..other.IndexOf("-----BEGIN CERT", StringComparison.Ordinal)] + certificate, 1, "could not load private key file" },
            };
        }
    }

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(CertificateFaults), DisableDiscoveryEnumeration = true)]
    public async Task Faulty_certificate_ends_the_start_with_a_message_and_without_the_key(string? secret, int exitCode, string message)
    {
        var secrets = PostgresServer.GoodSecrets.Where(file => file.Key != "postgres_tls").ToDictionary();
        if (secret is not null)
        {
            secrets["postgres_tls"] = Encoding.ASCII.GetBytes(secret);
        }

        await using var server = await PostgresServer.CreateAsync(secrets, Cancellation);

        Assert.Equal(exitCode, await server.RunToEndAsync(Cancellation));

        var log = await server.LogAsync(Cancellation);
        Assert.Contains(message, log, StringComparison.Ordinal);
        Assert.DoesNotContain("BEGIN", log, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Mended_secret_lets_the_first_start_be_redone()
    {
        var secrets = PostgresServer.GoodSecrets.ToDictionary();
        secrets[Name] = Encoding.UTF8.GetBytes("sixteen-letters-\0\n");
        await using var server = await PostgresServer.CreateAsync(secrets, Cancellation);
        Assert.Equal(71, await server.RunToEndAsync(Cancellation));

        await server.SeedAsync(PostgresServer.GoodSecrets, Cancellation);
        await server.StartAsync(Cancellation);

        await using var admin = await server.ConnectAsAdminAsync(Cancellation);
        Assert.Equal(1, await admin.ScalarAsync("SELECT 1", Cancellation));
    }
}
