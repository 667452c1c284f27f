namespace Phederation.Images.Tests.Notary;

/// <summary>What the images of the trust server do alone; together they are tested with the clients of content trust.</summary>
public sealed class NotaryImageTests
{
    private const string Password = "0123456789abcdef0123456789abcdef";

    private static readonly Dictionary<string, string> Passwords = new()
    {
        ["notary_server_password"] = Password + "\n",
        ["notary_signer_password"] = Password + "\r\n",
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory(Timeout = 300_000)]
    [InlineData("notary", "notary_server_password")]
    [InlineData("notary-signer", "notary_signer_passphrase")]
    public async Task Secret_that_is_missing_is_named_and_nothing_starts(string image, string secret)
    {
        await using var server = await HardenedImage.CreateAsync(image, new Dictionary<string, string>(), Cancellation);

        Assert.Equal(65, await server.RunToEndAsync(Cancellation));
        Assert.Contains($"/run/secrets/{secret}: the secret is missing", await server.LogAsync(Cancellation), StringComparison.Ordinal);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("", 66, "is empty")]
    [InlineData("\r\nsecond line", 66, "is empty")]
    [InlineData("a\0b", 65, "zero byte")]
    public async Task Secret_that_is_none_is_refused(string content, int exit, string said)
    {
        var secrets = new Dictionary<string, string> { ["notary_server_password"] = content };
        await using var server = await HardenedImage.CreateAsync("notary", secrets, Cancellation);

        Assert.Equal(exit, await server.RunToEndAsync(Cancellation));
        Assert.Contains(said, await server.LogAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Database_has_both_databases_and_each_account_its_own_alone()
    {
        await using var database = await HardenedImage.CreateAsync("notary-database", Passwords, Cancellation);
        await database.StartAsync(Cancellation);

        Assert.Equal("private_keys", await AskAsync(database, "notary_signer", "SELECT string_agg(relname, ',') FROM pg_stat_user_tables"));
        Assert.Equal(
            "f",
            await AskAsync(database, "postgres", "SELECT has_database_privilege('notary_server', 'notary_signer', 'CONNECT')")
        );
        Assert.Equal("0", await AskAsync(database, "postgres", "SELECT count(*) FROM pg_roles WHERE rolsuper AND rolname <> 'postgres'"));
        Assert.Equal("", await AskAsync(database, "postgres", "SELECT datname FROM pg_database WHERE datname = 'OHDSI'"));
    }

    [Theory(Timeout = 300_000)]
    [InlineData("short")]
    [InlineData("sixteen characters and\nanother line")]
    [InlineData("sixteen characters, é")]
    public async Task Database_refuses_a_weak_or_unclear_password_without_showing_it(string password)
    {
        var secrets = new Dictionary<string, string>(Passwords) { ["notary_signer_password"] = password };
        await using var database = await HardenedImage.CreateAsync("notary-database", secrets, Cancellation);

        Assert.Equal(71, await database.RunToEndAsync(Cancellation));
        var log = await database.LogAsync(Cancellation);
        Assert.Contains("the secret notary_signer_password must be one line of 16 to 1024", log, StringComparison.Ordinal);
        Assert.DoesNotContain(password, log, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Database_whose_creation_was_interrupted_is_made_anew_and_a_complete_one_is_kept()
    {
        // A first start that fails half-way leaves a cluster that is not complete.
        var weak = new Dictionary<string, string>(Passwords) { ["notary_signer_password"] = "short" };
        await using var database = await HardenedImage.CreateAsync("notary-database", weak, Cancellation);
        await database.RunToEndAsync(Cancellation);

        await database.ReplaceAsync(Passwords, Cancellation);
        await database.StartAsync(Cancellation);
        await database.LogWithAsync("the first start was interrupted; it is redone", Cancellation);
        await AskAsync(database, "notary_server", "INSERT INTO change_category VALUES ('kept')");
        await database.Engine.Containers.KillAsync(database.Id, cancellationToken: Cancellation);
        await database.ReplaceAsync(Passwords, Cancellation);
        await database.StartAsync(Cancellation);

        Assert.Equal("1", await AskAsync(database, "notary_server", "SELECT count(*) FROM change_category WHERE category = 'kept'"));
    }

    private static async Task<string> AskAsync(HardenedImage database, string name, string sql)
    {
        var result = await database.ExecAsync(
            Cancellation,
            "psql",
            "--no-psqlrc",
            "--quiet",
            "--no-align",
            "--tuples-only",
            $"--dbname={name}",
            "--command",
            sql
        );
        Assert.True(result.ExitCode == 0, result.Error);
        return result.Output.Trim();
    }
}
