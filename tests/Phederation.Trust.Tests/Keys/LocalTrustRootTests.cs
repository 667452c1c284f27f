using Phederation.Testing;
using Phederation.Trust.Keys;

namespace Phederation.Trust.Tests.Keys;

public sealed class LocalTrustRootTests
{
    [Fact]
    public void Trust_root_is_made_once_and_opened_again()
    {
        using var folder = new TempFolder();
        string[] ids;
        using (var made = TestKeys.Local(folder.Path))
        {
            ids = Ids(made);
            Assert.Equal(TrustPolicy.Local, made.Policy);
            Assert.Equal(5, made.Store.List().Count);
        }

        using var opened = TestKeys.Local(folder.Path);

        Assert.Equal(ids, Ids(opened));
        Assert.Equal(opened.RootKeyId, opened.Root.Id);
    }

    [Fact]
    public void Repository_has_a_targets_key_of_its_own_that_stays()
    {
        using var folder = new TempFolder();
        using var keys = TestKeys.Local(folder.Path);
        var id = keys.TargetsOf("host/one").Id;
        using var again = TestKeys.Local(folder.Path);

        Assert.Equal(id, again.TargetsOf("host/one").Id);
        Assert.NotEqual(id, again.TargetsOf("host/two").Id);
        Assert.NotEqual(id, again.Targets.Id);
    }

    [Fact]
    public void Passphrase_is_for_its_owner_only()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("file modes are of Unix");
            return;
        }

        using var folder = new TempFolder();
        using var keys = TestKeys.Local(folder.Path);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(keys.Folder, "passphrase")));
        Assert.Equal(64, File.ReadAllText(Path.Combine(keys.Folder, "passphrase")).Trim().Length);
    }

    [Fact]
    public void Creation_that_was_interrupted_is_finished_with_the_keys_that_are_there()
    {
        using var folder = new TempFolder();
        string rootId;
        string snapshotId;
        using (var keys = TestKeys.Local(folder.Path))
        {
            (rootId, snapshotId) = (keys.RootKeyId, keys.Snapshot.Id);

            // As if it had been cut off after the snapshot key, in the middle of the next one.
            File.Delete(Path.Combine(keys.Folder, "root-key-id"));
            foreach (var key in keys.Store.List().Where(key => key.Role is KeyRole.Timestamp or KeyRole.Verdict))
            {
                File.Move(key.Path, key.Path + ".unfinished");
                File.WriteAllText(key.Path + ".unfinished", "-----BEGIN ENC");
            }
        }

        using var again = TestKeys.Local(folder.Path);

        Assert.Equal(rootId, again.RootKeyId);
        Assert.Equal(snapshotId, again.Snapshot.Id);
        Assert.Equal(5, again.Store.List().Count);
    }

    [Fact]
    public void Creation_that_was_interrupted_after_the_passphrase_uses_it()
    {
        using var folder = new TempFolder();
        using (var keys = TestKeys.Local(folder.Path))
        {
            File.Delete(Path.Combine(keys.Folder, "root-key-id"));
            Directory.Delete(keys.Store.Folder, recursive: true);
        }

        using var again = TestKeys.Local(folder.Path);

        Assert.Equal(again.RootKeyId, again.Root.Id);
    }

    [Fact]
    public void Lost_passphrase_is_an_error_and_replaces_nothing()
    {
        using var folder = new TempFolder();
        using var keys = TestKeys.Local(folder.Path);
        File.Delete(Path.Combine(keys.Folder, "passphrase"));

        var fault = Assert.Throws<TrustException>(() => TestKeys.Local(folder.Path));

        Assert.Equal(TrustErrorKind.MissingKey, fault.Kind);
        Assert.False(File.Exists(Path.Combine(keys.Folder, "passphrase")));
        Assert.Equal(5, keys.Store.List().Count);
    }

    [Fact]
    public void Lost_root_key_is_an_error_and_replaces_nothing()
    {
        using var folder = new TempFolder();
        using var keys = TestKeys.Local(folder.Path);
        File.Delete(keys.Store.List().Single(key => key.Role == KeyRole.Root).Path);

        Assert.Equal(TrustErrorKind.MissingKey, Assert.Throws<TrustException>(() => TestKeys.Local(folder.Path)).Kind);
        Assert.Equal(4, keys.Store.List().Count);
    }

    [Fact]
    public void Wrong_passphrase_is_an_error_when_a_key_is_needed()
    {
        using var folder = new TempFolder();
        using (var keys = TestKeys.Local(folder.Path))
        {
            File.WriteAllText(Path.Combine(keys.Folder, "passphrase"), "another\n");
        }

        using var opened = TestKeys.Local(folder.Path);

        Assert.Equal(TrustErrorKind.WrongPassphrase, Assert.Throws<TrustException>(() => opened.Targets).Kind);
    }

    private static string[] Ids(TrustKeys keys) =>
        [keys.RootKeyId, keys.Root.Id, keys.Targets.Id, keys.Snapshot.Id, keys.Timestamp.Id, keys.Verdict.Id];
}
