using Phederation.Site.Release;
using Phederation.Testing;

namespace Phederation.Site.Tests.Release;

public sealed class ReleaseFolderTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void The_release_above_the_executable_is_taken()
    {
        _temp.Write("release/release.json", "{}");
        Directory.CreateDirectory(_temp["release/launcher/linux-x64"]);
        Assert.Equal(_temp["release"], ReleaseFolder.Locate(null, _temp["release/launcher/linux-x64"], _temp.Path));
    }

    [Fact]
    public void The_current_folder_is_taken_when_the_executable_is_elsewhere()
    {
        _temp.Write("release/release.json", "{}");
        Directory.CreateDirectory(_temp["bin"]);
        Assert.Equal(_temp["release"], ReleaseFolder.Locate(null, _temp["bin"], _temp["release"]));
    }

    [Fact]
    public void A_named_folder_is_taken_relative_to_the_current_one_and_before_all_others()
    {
        _temp.Write("release/release.json", "{}");
        _temp.Write("other/release.json", "{}");
        Assert.Equal(_temp["other"], ReleaseFolder.Locate("other", _temp["release"], _temp.Path));
    }

    [Fact]
    public void A_named_folder_without_a_release_is_not_replaced_by_another()
    {
        _temp.Write("release/release.json", "{}");
        var error = Assert.Throws<SiteException>(() => ReleaseFolder.Locate("nowhere", _temp["release"], _temp["release"]));
        Assert.Equal(ExitCode.Missing, error.ExitCode);
        Assert.Contains("nowhere", error.Message);
    }

    [Fact]
    public void No_release_anywhere_says_where_was_looked()
    {
        Directory.CreateDirectory(_temp["bin"]);
        var error = Assert.Throws<SiteException>(() => ReleaseFolder.Locate(null, _temp["bin"], _temp.Path));
        Assert.Equal(ExitCode.Missing, error.ExitCode);
        Assert.Contains(_temp["bin"], error.Message);
    }
}
