using System.Net;
using Phederation.Processes;
using Phederation.Testing.Services;
using Phederation.UserManagement.Tests.Support;

namespace Phederation.UserManagement.Tests;

public sealed class OperationTests(SiteFixture site) : IClassFixture<SiteFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 180_000)]
    public async Task Service_outlives_its_database_and_sessions_outlive_the_service()
    {
        using var client = await site.SignInAsync(Cancellation);
        await site.Database.StopAsync(Cancellation);
        using (var away = await client.SendAsync(HttpMethod.Get, "/api/users", null, Cancellation))
        {
            await away.MustBeProblemAsync(503, Cancellation);
        }

        await using var other = await ServiceProcess.StartAsync("user-mgmt", site.Variables(), Cancellation);
        await other.WaitForAsync("/health/ready", HttpStatusCode.ServiceUnavailable, Cancellation);
        await site.Database.StartAgainAsync(Cancellation);
        await site.Service.WaitForAsync("/health/ready", HttpStatusCode.OK, Cancellation);
        await other.WaitForAsync("/health/ready", HttpStatusCode.OK, Cancellation);
        await client.DoAsync(HttpMethod.Get, "/api/users", null, Cancellation);

        var cookie = client.Http;
        using var elsewhere = await cookie.GetAsync(new Uri(other.Address, "/api/users"), Cancellation);
        Assert.Equal(HttpStatusCode.OK, elsewhere.StatusCode);
    }

    [Fact(Timeout = 180_000)]
    public async Task First_administrator_with_a_password_that_anybody_would_try_is_refused()
    {
        await using var empty = await SiteDatabase.StartAsync(Cancellation);
        await File.WriteAllTextAsync(Path.Combine(empty.Secrets, "user_mgmt_admin_password"), "admin\n", Cancellation);

        var result = await new ProcessRunner().RunAsync(
            ServiceProcess.Request("user-mgmt", empty.Variables()) with
            {
                TimeLimit = TimeSpan.FromSeconds(60),
            },
            Cancellation
        );

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("first administrator", result.Output, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("generate", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PHEDERATION_LDAP_URL", "http://x")]
    [InlineData("PHEDERATION_LDAP_USER_FILTER", "(uid={0}")]
    [InlineData("PHEDERATION_LDAP_DN_PATTERN", "uid=x")]
    [InlineData("PHEDERATION_AUTHENTICATION", "kerberos")]
    [InlineData("PHEDERATION_ADMINISTRATOR_LOGIN", "a b")]
    [InlineData("PHEDERATION_ADMIN_DATABASE_PASSWORD_SECRET", "nowhere")]
    public async Task Malformed_setting_ends_the_start(string name, string value)
    {
        var variables = site.Variables();
        variables[name] = value;
        var result = await new ProcessRunner().RunAsync(
            ServiceProcess.Request("user-mgmt", variables) with
            {
                TimeLimit = TimeSpan.FromSeconds(60),
            },
            Cancellation
        );

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("mend:", result.Error, StringComparison.Ordinal);
    }
}
