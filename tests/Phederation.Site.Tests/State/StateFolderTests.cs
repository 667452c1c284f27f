using Phederation.Site.State;
using Phederation.Testing;

namespace Phederation.Site.Tests.State;

public sealed class StateFolderTests
{
    [Theory]
    [InlineData(true, "/xdg", "/home/x", "/var/lib/phederation/site")]
    [InlineData(false, "/xdg", "/home/x", "/xdg/phederation")]
    [InlineData(false, "relative", "/home/x", "/home/x/.local/state/phederation")]
    [InlineData(false, null, "/home/x", "/home/x/.local/state/phederation")]
    public void Default_folder_follows_the_account_and_its_environment(bool isRoot, string? xdg, string home, string expected)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the rule of unix systems");
        var folder = StateFolder.Default(
            name =>
                name == "XDG_STATE_HOME" ? xdg
                : name == "HOME" ? home
                : null,
            isRoot
        );
        Assert.Equal(expected, folder.Path);
    }

    [Fact]
    public void Default_folder_without_a_home_says_how_to_name_one()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the rule of unix systems");
        var error = Assert.Throws<SiteException>(() => StateFolder.Default(_ => null, isPrivileged: false));
        Assert.Equal(ExitCode.Missing, error.ExitCode);
        Assert.Contains("--state", error.Mend);
    }

    [Fact]
    public void Folders_are_made_for_their_owner_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("modes of unix systems");
            return;
        }

        using var temp = new TempFolder();
        var folder = new StateFolder(temp["a/b"]);
        folder.CreateSecretsFolder();
        const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Assert.Equal(owner, File.GetUnixFileMode(folder.Path));
        Assert.Equal(owner, File.GetUnixFileMode(folder.SecretsFolder));
    }

    [Fact]
    public void A_folder_that_others_may_write_is_refused_and_left_as_it_is()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("modes of unix systems");
            return;
        }

        using var temp = new TempFolder();
        var shared = Directory.CreateDirectory(temp["shared"]).FullName;
        const UnixFileMode all = (UnixFileMode)0x1FF;
        File.SetUnixFileMode(shared, all);
        var error = Assert.Throws<SiteException>(new StateFolder(shared).Create);
        Assert.Equal(ExitCode.Denied, error.ExitCode);
        Assert.Equal(all, File.GetUnixFileMode(shared));
    }

    [Fact]
    public void A_file_in_the_place_of_the_folder_is_said()
    {
        using var temp = new TempFolder();
        var folder = new StateFolder(temp.Write("state", "x"));
        var error = Assert.Throws<SiteException>(folder.Create);
        Assert.Contains(folder.Path, error.Message);
    }
}
