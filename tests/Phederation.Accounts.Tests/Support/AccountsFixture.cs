using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Phederation.Accounts.Auditing;
using Phederation.Accounts.Schema;
using Phederation.Accounts.Users;
using Phederation.Postgres;
using Phederation.Testing.Services;

namespace Phederation.Accounts.Tests.Support;

/// <summary>The site's database with the tables of accounts in it.</summary>
public sealed class AccountsFixture : IAsyncLifetime
{
    private readonly SharedDatabase _shared = new();

    internal NpgsqlDataSource Owner { get; private set; } = null!;

    internal NpgsqlDataSource Source { get; private set; } = null!;

    internal FakeTimeProvider Time { get; } = new(TimeProvider.System.GetUtcNow());

    internal AuditTrail Audit { get; private set; } = null!;

    internal AccountStore Accounts { get; private set; } = null!;

    internal RoleStore Roles { get; private set; } = null!;

    internal static AuditContext Tester { get; } = new("tester", "request-1");

    public async ValueTask InitializeAsync()
    {
        await _shared.InitializeAsync();
        Owner = await OpenAsync("phederation_admin");
        Source = await OpenAsync("phederation");
        await AccountsSchema.MigrateAsync(Owner, CancellationToken.None);
        Audit = new AuditTrail(Source, Time);
        Accounts = new AccountStore(Source, Audit);
        Roles = new RoleStore(Source, Audit);
    }

    public async ValueTask DisposeAsync()
    {
        if (Source is not null)
        {
            await Source.DisposeAsync();
            await Owner.DisposeAsync();
        }

        await _shared.DisposeAsync();
    }

    private Task<NpgsqlDataSource> OpenAsync(string user) =>
        Database.OpenAsync(
            new DatabaseSettings
            {
                Host = "127.0.0.1",
                Port = _shared.Database.Port,
                Database = "OHDSI",
                User = user,
                PasswordFile = Path.Combine(_shared.Database.Secrets, user + "_password"),
                CertificateFile = Path.Combine(_shared.Database.Secrets, "postgres_certificate"),
                Tls = TlsMode.VerifyFull,
            },
            "accounts-tests",
            ConnectionLimits.Service,
            CancellationToken.None
        );
}
