using Phederation.Postgres;

namespace Phederation.Accounts.Schema;

/// <summary>What is set up when a service starts.</summary>
/// <param name="Owner">The account that owns the schema.</param>
/// <param name="Application">How the server's list of sessions names the service.</param>
/// <param name="More">Steps of other tables, after those of accounts.</param>
/// <param name="Then">What to do after the tables are there.</param>
internal sealed record SchemaSetupOptions(
    DatabaseSettings Owner,
    string Application,
    IReadOnlyList<(string Component, IReadOnlyList<Migration> Steps)> More,
    Func<IServiceProvider, CancellationToken, Task>? Then
);
