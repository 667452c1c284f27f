using Phederation.Pipeline.Incremental;
using Phederation.Testing;

namespace Phederation.Pipeline.Tests.Incremental;

public sealed class AtomicOutputTests
{
    [Fact]
    public async Task Folder_that_fails_to_fill_leaves_the_old_one_as_it_was()
    {
        using var temp = new TempFolder();
        temp.Write("release/release.json", "old");

        await Assert.ThrowsAsync<IOException>(() =>
            AtomicOutput.ReplaceFolderAsync(
                temp["release"],
                folder =>
                {
                    File.WriteAllText(Path.Combine(folder, "release.json"), "half");
                    throw new IOException("no room");
                }
            )
        );

        Assert.Equal("old", await File.ReadAllTextAsync(temp["release/release.json"], TestContext.Current.CancellationToken));
        Assert.Equal(["release"], Directory.EnumerateFileSystemEntries(temp.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Folder_takes_the_place_of_the_old_one_with_nothing_of_it_left()
    {
        using var temp = new TempFolder();
        temp.Write("release/gone.json", "old");

        await AtomicOutput.ReplaceFolderAsync(temp["release"], folder => File.WriteAllTextAsync(Path.Combine(folder, "new.json"), "new"));

        Assert.Equal(["new.json"], Directory.EnumerateFiles(temp["release"]).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Folder_of_a_run_that_was_interrupted_between_the_renames_is_taken_back_first()
    {
        using var temp = new TempFolder();
        temp.Write("release.old/release.json", "last whole one");

        await Assert.ThrowsAsync<IOException>(() => AtomicOutput.ReplaceFolderAsync(temp["release"], _ => throw new IOException("again")));

        Assert.Equal("last whole one", await File.ReadAllTextAsync(temp["release/release.json"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Leftover_of_an_interrupted_fill_is_not_mixed_in()
    {
        using var temp = new TempFolder();
        temp.Write("release.partial/half.json", "half");

        await AtomicOutput.ReplaceFolderAsync(temp["release"], folder => File.WriteAllTextAsync(Path.Combine(folder, "new.json"), "new"));

        Assert.Equal(["new.json"], Directory.EnumerateFiles(temp["release"]).Select(Path.GetFileName));
    }
}
