using System.Text;
using Phederation.Images.FileSystem;

namespace Phederation.Images.Tests.FileSystem;

public sealed class ImageTreeTests
{
    private const long Epoch = 1000;

    [Fact]
    public void Path_of_a_merged_folder_is_rewritten_with_its_parents()
    {
        var tree = new ImageTree(Epoch);
        tree.Add(File("lib/x86_64-linux-gnu/libc.so.6", "x"));

        Assert.Equal(["usr", "usr/lib", "usr/lib/x86_64-linux-gnu", "usr/lib/x86_64-linux-gnu/libc.so.6"], Paths(tree));
    }

    [Fact]
    public void Time_after_the_epoch_is_clamped_and_an_earlier_one_is_kept()
    {
        var tree = new ImageTree(Epoch);
        tree.Add(File("a", "x") with { ModifiedSeconds = Epoch + 1 });
        tree.Add(File("b", "x") with { ModifiedSeconds = Epoch - 1 });

        Assert.Equal([Epoch, Epoch - 1], tree.Entries.Select(entry => entry.ModifiedSeconds));
    }

    [Fact]
    public void Same_file_of_two_packages_is_taken_once_and_a_different_one_is_refused()
    {
        var tree = new ImageTree(Epoch);
        tree.Add(File("a", "x"));
        tree.Add(File("a", "x"));

        var exception = Assert.Throws<ImageException>(() => tree.Add(File("a", "y") with { Origin = "package other" }));

        Assert.Equal(ImageFault.BadDefinition, exception.Fault);
        Assert.Contains("package other", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Folders_that_an_exclusion_empties_go_and_those_that_were_empty_stay()
    {
        var tree = new ImageTree(Epoch);
        tree.Add(File("usr/share/man/man1/ls.1", "x"));
        tree.Add(File("usr/share/misc/y", "y"));
        tree.PutFolder("srv", "the test");

        tree.Remove(entry => entry.Path.StartsWith("usr/share/man/", StringComparison.Ordinal));

        Assert.Equal(["srv", "usr", "usr/share", "usr/share/misc", "usr/share/misc/y"], Paths(tree));
    }

    [Fact]
    public void File_below_a_link_is_refused()
    {
        var tree = new ImageTree(Epoch);
        tree.PutLink("var/run", "/run", "the test");

        Assert.Throws<ImageException>(() => tree.Add(File("var/run/x", "x")));
    }

    private static IEnumerable<string> Paths(ImageTree tree) => tree.Entries.Select(entry => entry.Path);

    private static TreeEntry File(string path, string text) =>
        new()
        {
            Path = path,
            Kind = TreeEntryKind.File,
            Mode = 0b110_100_100,
            Content = FileContent.Of(Encoding.UTF8.GetBytes(text)),
            Origin = "package first",
        };
}
