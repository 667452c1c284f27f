namespace Phederation.Testing.Services;

/// <summary>One database for the tests of a class; each test has a schema of its own in it.</summary>
public sealed class SharedDatabase : IAsyncLifetime
{
    public SiteDatabase Database { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Database = await SiteDatabase.StartAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        if (Database is not null)
        {
            await Database.DisposeAsync();
        }
    }
}
