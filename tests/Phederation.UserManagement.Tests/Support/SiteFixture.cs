using System.Net;
using Phederation.Testing.Services;

namespace Phederation.UserManagement.Tests.Support;

/// <summary>The service beside the site's database and a directory.</summary>
public sealed class SiteFixture : IAsyncLifetime
{
    internal const string AdministratorPassword = "gNvt27-kelpie-harbour";

    private readonly SharedDatabase _shared = new();

    internal SiteDatabase Database => _shared.Database;

    internal TestDirectory Directory { get; } = new();

    internal ServiceProcess Service { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await _shared.InitializeAsync();
        await File.WriteAllTextAsync(Path.Combine(Database.Secrets, "user_mgmt_admin_password"), AdministratorPassword + "\r\n");
        await File.WriteAllTextAsync(Path.Combine(Database.Secrets, "ldap_password"), TestDirectory.BindPassword + "\n");
        Service = await ServiceProcess.StartAsync("user-mgmt", Variables(), CancellationToken.None);
        await Service.WaitForAsync("/health/ready", HttpStatusCode.OK, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (Service is not null)
        {
            await Service.DisposeAsync();
        }

        await Directory.DisposeAsync();
        await _shared.DisposeAsync();
    }

    internal Dictionary<string, string?> Variables() =>
        new(Database.Variables())
        {
            ["PHEDERATION_AUTHENTICATION"] = "ldap",
            ["PHEDERATION_LDAP_URL"] = $"ldap://127.0.0.1:{Directory.Port}",
            ["PHEDERATION_LDAP_BASE_DN"] = "dc=example,dc=org",
            ["PHEDERATION_LDAP_BIND_DN"] = TestDirectory.BindDn,
        };

    internal Task<ApiClient> SignInAsync(CancellationToken cancellationToken) =>
        ApiClient.SignInAsync(Service.Address, "admin", AdministratorPassword, cancellationToken);
}
