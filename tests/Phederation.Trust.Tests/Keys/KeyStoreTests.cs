using System.Security.Cryptography;
using Phederation.Processes;
using Phederation.Testing;
using Phederation.Trust.Keys;

namespace Phederation.Trust.Tests.Keys;

public sealed class KeyStoreTests
{
    [Fact]
    public void Key_saved_is_opened_with_its_role_and_repository()
    {
        using var folder = new TempFolder();
        var store = new KeyStore(folder["private"], TestKeys.Iterations);
        using var made = SigningKey.Create(KeyRole.Targets, "127.0.0.1:5000/honeur/postgres");
        store.Save(made, Passphrase.Of("secret"));

        using var opened = store.Open(made.Id, Passphrase.Of("secret"));

        Assert.Equal(made.Id, opened.Id);
        Assert.Equal(KeyRole.Targets, opened.Role);
        Assert.Equal("127.0.0.1:5000/honeur/postgres", opened.Gun);
        Assert.True(made.Public.Verify("message"u8, opened.Sign("message"u8)));
        var stored = Assert.Single(store.List());
        Assert.Equal((made.Id, KeyRole.Targets, "127.0.0.1:5000/honeur/postgres"), (stored.Id, stored.Role, stored.Gun));
    }

    [Fact]
    public void Key_is_written_with_600000_rounds_for_its_owner_only()
    {
        using var folder = new TempFolder();
        var store = new KeyStore(folder["private"]);
        using var key = SigningKey.Create(KeyRole.Root);

        var path = store.Save(key, Passphrase.Of("secret"));

        var text = File.ReadAllText(path);
        Assert.StartsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----\nrole: root\n\n", text);
        Assert.Equal(600_000, Pkcs8.ReadIterations(KeyFile.Parse(text).Der));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
                File.GetUnixFileMode(Path.GetDirectoryName(path)!)
            );
        }
    }

    [Fact]
    public void Wrong_passphrase_names_the_key_and_where_the_passphrase_came_from()
    {
        using var folder = new TempFolder();
        var store = new KeyStore(folder["private"], TestKeys.Iterations);
        using var key = SigningKey.Create(KeyRole.Root);
        store.Save(key, Passphrase.Of("secret"));
        File.WriteAllText(folder["given"], "wrong\n");
        Close(folder["given"]);

        var fault = Assert.Throws<TrustException>(() => store.Open(key.Id, Passphrase.FromFile(folder["given"])));

        Assert.Equal(TrustErrorKind.WrongPassphrase, fault.Kind);
        Assert.Contains($"root key {key.Id}", fault.Message);
        Assert.Contains(folder["given"], fault.Message);
        Assert.DoesNotContain("wrong", fault.Message);
    }

    [Fact]
    public void Missing_key_is_named()
    {
        using var folder = new TempFolder();
        var store = new KeyStore(folder["private"], TestKeys.Iterations);

        var fault = Assert.Throws<TrustException>(() => store.Open("none", Passphrase.Of("secret")));

        Assert.Equal(TrustErrorKind.MissingKey, fault.Kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no key")]
    [InlineData("-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n")]
    [InlineData("-----BEGIN ENCRYPTED PRIVATE KEY-----\n****\n-----END ENCRYPTED PRIVATE KEY-----\n")]
    [InlineData("-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")]
    [InlineData("-----BEGIN ENCRYPTED PRIVATE KEY-----\nrole: a\nrole: b\n\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n")]
    [InlineData("-----BEGIN ENCRYPTED PRIVATE KEY-----\n")]
    [InlineData("-----BEGIN -----\n-----END -----\n")]
    public void File_that_is_no_key_is_refused(string text)
    {
        using var folder = new TempFolder();

        var fault = Assert.Throws<TrustException>(() => KeyStore.OpenFile(folder.Write("key", text), Passphrase.Of("secret")));

        Assert.Equal(TrustErrorKind.Malformed, fault.Kind);
    }

    [Fact]
    public void Key_without_a_passphrase_is_refused_with_the_way_to_protect_it()
    {
        using var folder = new TempFolder();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var path = folder.Write("key", key.ExportPkcs8PrivateKeyPem());

        var fault = Assert.Throws<TrustException>(() => KeyStore.OpenFile(path, Passphrase.Of("secret")));

        Assert.Equal(TrustErrorKind.Malformed, fault.Kind);
        Assert.Contains("openssl pkcs8", fault.Message);
    }

    [Fact]
    public void Key_that_asks_for_minutes_of_stretching_is_refused_at_once()
    {
        using var folder = new TempFolder();
        using var key = SigningKey.Create(KeyRole.Root);
        var store = new KeyStore(folder["private"], TestKeys.Iterations);
        var file = KeyFile.Parse(File.ReadAllText(store.Save(key, Passphrase.Of("secret"))));

        // 2048 is written 02 02 08 00; the same place as 02 04 7f ff ff ff would change lengths, so the sign of it is enough.
        var at = file.Der.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x02, 0x02, 0x08, 0x00]);
        file.Der[at + 2] = 0xff;

        Assert.Throws<FormatException>(() => Pkcs8.ReadIterations(file.Der));
    }

    [Fact]
    public void Key_of_another_kind_is_refused()
    {
        using var folder = new TempFolder();
        using var rsa = RSA.Create(2048);
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var parameters = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, TestKeys.Iterations);

        foreach (
            var pem in (string[])
                [rsa.ExportEncryptedPkcs8PrivateKeyPem("secret", parameters), p384.ExportEncryptedPkcs8PrivateKeyPem("secret", parameters)]
        )
        {
            Assert.Throws<TrustException>(() => KeyStore.OpenFile(folder.Write("key", pem), Passphrase.Of("secret")));
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task Key_that_openssl_made_is_opened()
    {
        var openssl = Requires.Program("openssl");
        using var folder = new TempFolder();
        var path = folder["key"];
        var secret = folder.Write("secret", "made by openssl\n");
        Close(secret);
        string[][] commands =
        [
            ["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", path + ".plain"],
            ["pkcs8", "-topk8", "-v2", "aes-256-cbc", "-in", path + ".plain", "-out", path, "-passout", "file:" + secret],
        ];
        foreach (var arguments in commands)
        {
            var request = new ProcessRequest { Program = openssl, Arguments = arguments };
            (await new ProcessRunner().RunAsync(request, TestContext.Current.CancellationToken)).EnsureSuccess(request);
        }

        using var key = KeyStore.OpenFile(path, Passphrase.FromFile(secret), KeyRole.Root);

        Assert.Equal(KeyRole.Root, key.Role);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("")]
    public void Passphrase_file_without_a_passphrase_is_refused(string text)
    {
        using var folder = new TempFolder();
        var path = folder.Write("secret", text);
        Close(path);

        Assert.Equal(TrustErrorKind.Malformed, Assert.Throws<TrustException>(() => Passphrase.FromFile(path)).Kind);
    }

    [Fact]
    public void Passphrase_file_that_others_may_read_is_refused()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("file modes are of Unix");
            return;
        }

        using var folder = new TempFolder();
        var path = folder.Write("secret", "secret\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.GroupRead);

        Assert.Contains("chmod 600", Assert.Throws<TrustException>(() => Passphrase.FromFile(path)).Message);
    }

    private static void Close(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }
}
