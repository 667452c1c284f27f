using Phederation.Images.Catalogue;
using Phederation.Images.Packages;
using Phederation.Testing;
using Phederation.Text;

namespace Phederation.Images.Tests.Packages;

public sealed class PackageLockTests
{
    private static readonly PackageLock Lock = new()
    {
        Distribution = new Distribution("bookworm", "amd64"),
        SourceEpoch = 1_790_000_000,
        Requests = new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" },
        Packages =
        [
            new LockedPackage("libc6", "2.36-9+deb12u14", "amd64", new string('a', 64), ["a"]),
            new LockedPackage("tzdata", "1:2026f-0~x", "all", new string('b', 64), ["a", "b"]),
        ],
    };

    [Fact]
    public void Saved_lock_is_read_again_and_saved_as_the_same_bytes()
    {
        using var folder = new TempFolder();
        Lock.Save(folder.Path);
        var bytes = File.ReadAllBytes(folder[PackageLock.FileName]);

        var read = PackageLock.Load(folder.Path);
        read.Save(folder.Path);

        Assert.Equal(bytes, File.ReadAllBytes(folder[PackageLock.FileName]));
        Assert.Equal(Lock.Packages.Select(package => package.Version), read.Packages.Select(package => package.Version));
        Assert.Equal(["a", "b"], read.Packages[1].Images);
        Assert.Equal([PackageLock.FileName], Directory.EnumerateFiles(folder.Path).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("sha256 = \"aaaa", "sha256 = \"AAAA", "64 lower-case hexadecimal digits")]
    [InlineData("name = \"libc6\"", "name = \"../libc6\"", "no name of a Debian package")]
    [InlineData("format = 1", "format = 2", "'format' is 2")]
    [InlineData("suite =", "suit =", "did you mean 'suite'?")]
    public void Damaged_lock_is_refused_with_its_place(string old, string replacement, string message)
    {
        using var folder = new TempFolder();
        Lock.Save(folder.Path);
        var text = File.ReadAllText(folder[PackageLock.FileName]);
        folder.Write(PackageLock.FileName, text.Replace(old, replacement, StringComparison.Ordinal));

        var exception = Assert.Throws<TomlException>(() => PackageLock.Load(folder.Path));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.True(exception.Line > 1);
    }

    [Fact]
    public void Absent_lock_says_how_to_make_it()
    {
        using var folder = new TempFolder();

        var exception = Assert.Throws<ImageException>(() => PackageLock.Load(folder.Path));

        Assert.Equal(ImageFault.LockOutdated, exception.Fault);
        Assert.Contains("--update-lock", exception.Message, StringComparison.Ordinal);
    }
}
