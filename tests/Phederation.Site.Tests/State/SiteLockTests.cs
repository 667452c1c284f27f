using Phederation.Site.State;
using Phederation.Testing;

namespace Phederation.Site.Tests.State;

public sealed class SiteLockTests
{
    [Fact]
    public void A_second_command_is_told_who_holds_the_lock()
    {
        using var temp = new TempFolder();
        var folder = new StateFolder(temp["state"]);
        using (SiteLock.Take(folder, "phederation up"))
        {
            var error = Assert.Throws<SiteException>(() => SiteLock.Take(folder, "phederation down"));
            Assert.Equal(ExitCode.Conflict, error.ExitCode);
            Assert.Contains("phederation up (process", error.Message);
        }

        SiteLock.Take(folder, "phederation down").Dispose();
    }

    [Fact]
    public void A_lock_file_that_was_left_behind_locks_nothing()
    {
        using var temp = new TempFolder();
        temp.Write("lock", "");
        temp.Write("lock.owner", "phederation up (process 1)");
        SiteLock.Take(new StateFolder(temp.Path), "phederation up").Dispose();
    }
}
