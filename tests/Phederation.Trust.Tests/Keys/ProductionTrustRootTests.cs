using Phederation.Testing;
using Phederation.Trust.Keys;

namespace Phederation.Trust.Tests.Keys;

public sealed class ProductionTrustRootTests
{
    [Fact]
    public void Given_root_key_is_used_and_not_copied()
    {
        using var given = new Given();
        using var keys = given.Open();

        Assert.Equal(TrustPolicy.Production, keys.Policy);
        Assert.Equal(given.RootId, keys.RootKeyId);
        Assert.Equal(given.RootId, keys.Root.Id);
        _ = (keys.Targets, keys.Verdict);
        Assert.DoesNotContain(
            Directory.EnumerateFiles(given.Folder["state"], "*.key", SearchOption.AllDirectories),
            path => path.Contains(given.RootId + ".key")
        );
    }

    [Fact]
    public void Keys_below_the_root_stay()
    {
        using var given = new Given();
        string id;
        using (var keys = given.Open())
        {
            id = keys.Targets.Id;
        }

        using var again = given.Open();

        Assert.Equal(id, again.Targets.Id);
    }

    [Fact]
    public void Wrong_passphrase_of_the_root_key_is_told_at_once()
    {
        using var given = new Given();
        File.WriteAllText(given.Folder["root-passphrase"], "wrong\n");

        var fault = Assert.Throws<TrustException>(given.Open);

        Assert.Equal(TrustErrorKind.WrongPassphrase, fault.Kind);
        Assert.Contains(given.RootId, fault.Message);
    }

    [Fact]
    public void Key_of_another_role_is_refused()
    {
        using var given = new Given(KeyRole.Targets);

        Assert.Contains("give the root key", Assert.Throws<TrustException>(given.Open).Message);
    }

    private sealed class Given : IDisposable
    {
        private readonly string _rootFile;

        public Given(string role = KeyRole.Root)
        {
            using var root = SigningKey.Create(role);
            RootId = root.Id;
            _rootFile = new KeyStore(Folder["owner"], TestKeys.Iterations).Save(root, Passphrase.Of("the owner's"));
            Write("root-passphrase", "the owner's\n");
            Write("passphrase", "the pipeline's\n");
        }

        public TempFolder Folder { get; } = new();

        public string RootId { get; }

        public TrustKeys Open() =>
            ProductionTrustRoot.Open(Folder["state"], _rootFile, Folder["root-passphrase"], Folder["passphrase"], TestKeys.Iterations);

        public void Dispose() => Folder.Dispose();

        private void Write(string name, string text)
        {
            var path = Folder.Write(name, text);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }
        }
    }
}
