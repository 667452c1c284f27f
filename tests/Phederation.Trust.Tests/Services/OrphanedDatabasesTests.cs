using Phederation.Testing;
using Phederation.Trust.Services;

namespace Phederation.Trust.Tests.Services;

public sealed class OrphanedDatabasesTests
{
    [Fact]
    public void Only_a_database_whose_temporary_state_folder_is_gone_is_removed()
    {
        using var folder = new TempFolder();
        var kept = new[] { ("of-a-state-that-is-there", folder.Path), ("of-a-disk-that-is-not-mounted", "/nowhere/state/services") };
        foreach (var (name, owner) in kept.Append(("of-a-trial", folder["gone"])))
        {
            Directory.CreateDirectory(folder[$"databases/{name}/data"]);
            OrphanedDatabases.Mark(folder[$"databases/{name}"], owner);
        }

        Directory.CreateDirectory(folder["databases/without-an-owner/data"]);
        folder.Write("databases/of-a-server-that-runs/data/postmaster.pid", $"{Environment.ProcessId}\n");
        OrphanedDatabases.Mark(folder["databases/of-a-server-that-runs"], folder["gone"]);

        OrphanedDatabases.Remove(folder["databases"]);

        Assert.Equal(
            ["of-a-disk-that-is-not-mounted", "of-a-server-that-runs", "of-a-state-that-is-there", "without-an-owner"],
            Directory.EnumerateDirectories(folder["databases"]).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
    }
}
