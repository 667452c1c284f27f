using Phederation.WebApi.Data;

namespace Phederation.WebApi.Tests.Data;

public sealed class ItemNameTests
{
    [Fact]
    public void A_copy_has_the_first_name_that_is_free()
    {
        Assert.Equal("COPY OF: a", ItemName.ForCopy("a", []));
        Assert.Equal("COPY OF: a (1)", ItemName.ForCopy("a", ["COPY OF: a"]));
        Assert.Equal("COPY OF: a (3)", ItemName.ForCopy("a", ["COPY OF: a", "COPY OF: a (1)", "COPY OF: a (2)"]));
    }

    [Fact]
    public void A_long_name_is_cut_so_that_the_copy_s_fits()
    {
        var name = new string('x', ItemName.Longest);
        var first = ItemName.ForCopy(name, []);
        Assert.Equal(ItemName.Longest, first.Length);
        var second = ItemName.ForCopy(name, [first]);
        Assert.Equal(ItemName.Longest, second.Length);
        Assert.EndsWith(" (1)", second);
    }
}
