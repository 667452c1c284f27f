using System.Text;

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
