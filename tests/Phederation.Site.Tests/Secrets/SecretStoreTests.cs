using System.Security.Cryptography.X509Certificates;
using System.Text;
using Phederation.Containers.Hardening;
using Phederation.Site.Secrets;
using Phederation.Site.State;
using Phederation.Testing;

namespace Phederation.Site.Tests.Secrets;

public sealed class SecretStoreTests : IDisposable
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private readonly TempFolder _temp = new();
    private readonly SecretStore _store;

    public SecretStoreTests() => _store = new SecretStore(new StateFolder(_temp["state"]), TimeProvider.System);

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task A_secret_is_generated_once_and_kept()
    {
        Assert.True(await _store.GenerateAsync(Password("admin-password"), Token));
        var first = await _store.ReadAsync("admin-password", Token);
        Assert.False(await _store.GenerateAsync(Password("admin-password"), Token));
        Assert.Equal(first, await _store.ReadAsync("admin-password", Token));

        var text = Encoding.ASCII.GetString(first);
        Assert.Equal(43, text.Length);
        Assert.All(text, c => Assert.True(char.IsAsciiLetterOrDigit(c) || c is '-' or '_'));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_store.PathOf("admin-password")));
        }
    }

    [Fact]
    public async Task Two_secrets_differ()
    {
        await _store.GenerateAsync(Password("one"), Token);
        await _store.GenerateAsync(Password("two"), Token);
        Assert.NotEqual(await _store.ReadAsync("one", Token), await _store.ReadAsync("two", Token));
    }

    [Fact]
    public async Task A_certificate_is_generated_once_and_told_without_its_key()
    {
        var server = new SecretFile("database_tls", Generate: true) { CertificateFor = ["database", "127.0.0.1"] };
        var client = new SecretFile("database_certificate", Generate: false) { CertificateOf = "database_tls" };

        Assert.True(await _store.GenerateAsync(server, Token));
        Assert.False(await _store.GenerateAsync(server, Token));

        var pem = Encoding.ASCII.GetString(await _store.ReadAsync(server, Token));
        using var certificate = X509Certificate2.CreateFromPem(pem, pem);
        Assert.True(certificate.HasPrivateKey);
        Assert.True(certificate.MatchesHostname("database"));
        Assert.True(certificate.MatchesHostname("127.0.0.1"));
        Assert.False(certificate.MatchesHostname("other"));
        var told = Encoding.ASCII.GetString(await _store.ReadAsync(client, Token));
        Assert.DoesNotContain("PRIVATE KEY", told, StringComparison.Ordinal);
        using var alone = X509Certificate2.CreateFromPem(told);
        Assert.Equal(certificate.Thumbprint, alone.Thumbprint);
    }

    [Fact]
    public async Task A_certificate_that_is_none_is_refused_by_its_file()
    {
        WriteOwnerOnly("database_tls", "no certificate");

        var error = await Assert.ThrowsAsync<SiteException>(() =>
            _store.ReadAsync(new SecretFile("database_certificate", Generate: false) { CertificateOf = "database_tls" }, Token)
        );

        Assert.Equal(ExitCode.BadInput, error.ExitCode);
        Assert.Contains(_store.PathOf("database_tls"), error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("s3cret@&%!$\n")]
    [InlineData("s3cret@&%!$\r\n")]
    [InlineData("s3cret@&%!$\n\n")]
    [InlineData("s3cret@&%!$")]
    public async Task A_given_secret_loses_only_the_line_ends_at_its_end(string text)
    {
        WriteOwnerOnly("given", text);
        Assert.Equal("s3cret@&%!$", Encoding.UTF8.GetString(await _store.ReadAsync("given", Token)));
    }

    [Theory]
    [InlineData("", ExitCode.BadInput)]
    [InlineData("\r\n", ExitCode.BadInput)]
    public async Task An_empty_secret_is_refused(string text, int code)
    {
        WriteOwnerOnly("given", text);
        Assert.Equal(code, (await Assert.ThrowsAsync<SiteException>(() => _store.ReadAsync("given", Token))).ExitCode);
    }

    [Fact]
    public async Task A_huge_secret_is_refused()
    {
        WriteOwnerOnly("given", new string('x', 70_000));
        Assert.Equal(ExitCode.BadInput, (await Assert.ThrowsAsync<SiteException>(() => _store.ReadAsync("given", Token))).ExitCode);
    }

    [Fact]
    public async Task A_secret_that_others_may_read_is_refused_without_showing_it()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("modes of unix systems");
            return;
        }

        WriteOwnerOnly("given", "hunter2");
        File.SetUnixFileMode(_store.PathOf("given"), UnixFileMode.UserRead | UnixFileMode.GroupRead);
        var error = await Assert.ThrowsAsync<SiteException>(() => _store.ReadAsync("given", Token));
        Assert.Equal(ExitCode.Denied, error.ExitCode);
        Assert.DoesNotContain("hunter2", error.Message + error.Mend);
    }

    [Fact]
    public async Task An_absent_secret_is_named_with_its_file()
    {
        var error = await Assert.ThrowsAsync<SiteException>(() => _store.ReadAsync("given", Token));
        Assert.Equal(ExitCode.Missing, error.ExitCode);
        Assert.Contains(_store.PathOf("given"), error.Message);
    }

    [Theory]
    [InlineData("../escape")]
    [InlineData("a/b")]
    [InlineData("")]
    [InlineData("a..b")]
    [InlineData(".hidden/x")]
    public void A_name_that_would_leave_the_folder_is_refused(string name)
    {
        Assert.Equal(ExitCode.BadInput, Assert.Throws<SiteException>(() => _store.PathOf(name)).ExitCode);
    }

    private void WriteOwnerOnly(string name, string text)
    {
        var path = _temp.Write($"state/secrets/{name}", text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    private static SecretFile Password(string name) => new(name, Generate: true);
}
