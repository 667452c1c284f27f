using Nuke.Common.IO;
using Phederation.Testing;

namespace Phederation.Build.Tests.Engine;

public sealed class AbsolutePathTests
{
    [Fact]
    public void Path_is_normalised_and_combined()
    {
        AbsolutePath root = "/work/./a/../b/";
        Assert.Equal("/work/b", root.ToString());
        Assert.Equal("/work/b/c", (root / "c").ToString());
        Assert.Equal("/work", (root / "..").ToString());
        Assert.Equal("/work/b.txt", (root + ".txt").ToString());
        Assert.Equal("b", root.Name);
        Assert.Equal("/work", root.Parent!.ToString());
        Assert.Null(AbsolutePath.Create("/").Parent);
        Assert.True(root == AbsolutePath.Create("/work/b"));
        Assert.Equal((".gz", "x.tar"), ((root / "x.tar.gz").Extension, (root / "x.tar.gz").NameWithoutExtension));
    }

    [Fact]
    public void Relative_path_is_refused() => Assert.Throws<ArgumentException>(() => AbsolutePath.Create("a/b"));

    [Fact]
    public void Folders_are_made_emptied_and_deleted()
    {
        using var folder = new TempFolder();
        var path = AbsolutePath.Create(folder.Path) / "a" / "b";
        (path / "c.txt").WriteAllText("text");
        Assert.True(path.DirectoryExists());
        Assert.Equal("text", (path / "c.txt").ReadAllText());
        path.CreateOrCleanDirectory();
        Assert.False((path / "c.txt").FileExists());
        path.DeleteDirectory();
        path.DeleteDirectory();
        Assert.False(path.DirectoryExists());
    }
}
