using Phederation.Pipeline.Incremental;
using Phederation.Testing;

namespace Phederation.Pipeline.Tests.Incremental;

public sealed class ContentHashTests
{
    [Fact]
    public void Parts_are_framed_so_that_no_text_moves_from_one_to_the_other()
    {
        using var one = new ContentHash();
        using var other = new ContentHash();

        Assert.NotEqual(one.Add("ab", "c").Hex(), other.Add("a", "bc").Hex());
    }

    [Fact]
    public void Sources_hash_by_name_and_content_wherever_the_folder_is_and_without_what_a_build_makes()
    {
        using var here = new TempFolder();
        using var there = new TempFolder();
        foreach (var folder in new[] { here, there })
        {
            folder.Write("b.cs", "two");
            folder.Write("a/a.cs", "one");
        }

        there.Write("obj/made.cs", "made");
        there.Write("a/bin/made.dll", "made");
        Assert.Equal(HashOf(here), HashOf(there));

        there.Write("a/a.cs", "ONE");
        Assert.NotEqual(HashOf(here), HashOf(there));
    }

    [Fact]
    public void Renamed_source_changes_the_hash()
    {
        using var folder = new TempFolder();
        folder.Write("a.cs", "one");
        var before = HashOf(folder);
        File.Move(folder["a.cs"], folder["b.cs"]);

        Assert.NotEqual(before, HashOf(folder));
    }

    private static string HashOf(TempFolder folder)
    {
        using var hash = new ContentHash();
        return hash.AddSources("src", folder.Path).Hex();
    }
}
