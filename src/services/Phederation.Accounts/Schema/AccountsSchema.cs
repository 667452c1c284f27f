using Npgsql;

namespace Phederation.Accounts.Schema;

/// <summary>The tables of accounts, roles, permissions and the audit trail.</summary>
public static class AccountsSchema
{
    /// <summary>Makes or changes the tables as this program needs them; see <see cref="Migrator"/>.</summary>
    /// <param name="source">The database, as the owner of the schema "webapi".</param>
    /// <param name="cancellationToken">Ends it; nothing is left half done.</param>
    public static Task<int> MigrateAsync(NpgsqlDataSource source, CancellationToken cancellationToken) =>
        Migrator.RunAsync(source, "accounts", Migration.Embedded(typeof(AccountsSchema).Assembly, "accounts/"), cancellationToken);
}
