using Phederation.Site.State;
using Phederation.Testing;

namespace Phederation.Site.Tests.State;

public sealed class SiteStateStoreTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_folder_without_a_site_has_no_state()
    {
        using var temp = new TempFolder();
        Assert.Null(await new SiteStateStore(new StateFolder(temp["none"])).LoadAsync(Token));
        Assert.False(Directory.Exists(temp["none"]));
    }

    [Fact]
    public async Task What_is_saved_is_loaded_and_only_its_owner_may_read_it()
    {
        using var temp = new TempFolder();
        var folder = new StateFolder(temp["state"]);
        var store = new SiteStateStore(folder);
        var state = SiteStateStore.New("honeur") with { ReleaseVersion = "1.2.3", Policy = "local" };
        await store.SaveAsync(state, Token);
        await store.SaveAsync(state, Token);

        var loaded = await store.LoadAsync(Token);
        Assert.NotNull(loaded);
        Assert.Equal(state.SiteId, loaded.SiteId);
        Assert.Equal("1.2.3", loaded.ReleaseVersion);
        Assert.Equal("local", loaded.Policy);
        Assert.Equal([folder.StateFile], Directory.GetFiles(folder.Path));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.StateFile));
        }
    }

    [Fact]
    public void Two_new_sites_are_two()
    {
        Assert.NotEqual(SiteStateStore.New("a1").SiteId, SiteStateStore.New("a1").SiteId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"schema":1}""")]
    [InlineData("""{"schema":0,"siteId":"0123456789abcdef0123456789abcdef","siteName":"honeur"}""")]
    [InlineData("""{"schema":1,"siteId":"short","siteName":"honeur"}""")]
    [InlineData("""{"schema":1,"siteId":"0123456789abcdef0123456789abcdef","siteName":"../x"}""")]
    [InlineData("""{"schema":1,"schema":1,"siteId":"0123456789abcdef0123456789abcdef","siteName":"honeur"}""")]
    [InlineData("""{"schema":1,"siteId":"0123456789abcdef0123456789abcdef","siteName":"honeur","more":1}""")]
    public async Task A_malformed_state_is_refused_with_its_path(string text)
    {
        using var temp = new TempFolder();
        var path = temp.Write("site.json", text);
        var error = await Assert.ThrowsAsync<SiteException>(() => new SiteStateStore(new StateFolder(temp.Path)).LoadAsync(Token));
        Assert.Equal(ExitCode.BadInput, error.ExitCode);
        Assert.Contains(path, error.Message);
        Assert.Contains("malformed", error.Message);
    }

    [Fact]
    public async Task A_state_of_a_newer_launcher_is_left_alone()
    {
        using var temp = new TempFolder();
        temp.Write("site.json", """{"schema":2,"siteId":"0123456789abcdef0123456789abcdef","siteName":"honeur","new":{}}""");
        var error = await Assert.ThrowsAsync<SiteException>(() => new SiteStateStore(new StateFolder(temp.Path)).LoadAsync(Token));
        Assert.Contains("newer launcher", error.Message);
    }

    [Fact]
    public async Task A_huge_state_is_not_read()
    {
        using var temp = new TempFolder();
        temp.Write("site.json", new string(' ', 2 << 20));
        var error = await Assert.ThrowsAsync<SiteException>(() => new SiteStateStore(new StateFolder(temp.Path)).LoadAsync(Token));
        Assert.Contains("larger", error.Message);
    }
}
