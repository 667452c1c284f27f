using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using Phederation.Testing.Services;
using Phederation.WebApi.Tests.Support;

namespace Phederation.WebApi.Tests.Http;

/// <summary>People of a directory sign in at the secure edition, over TLS that the site's own authority vouches for.</summary>
public sealed class DirectorySignInTests(SharedCluster shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Person_of_the_directory_gets_a_token_and_nobody_else_does()
    {
        await using var directory = new TestDirectory(isTls: true);
        var (login, _, password) = directory.People[0];
        await using var site = await StartAsync(directory);

        using (var right = await SignInAsync(site, login, password))
        {
            Assert.True(right.StatusCode == HttpStatusCode.OK, site.Service.Log);
            using var me = new HttpRequestMessage(HttpMethod.Get, "/WebAPI/user/me");
            me.Headers.Authorization = new AuthenticationHeaderValue("Bearer", right.Headers.GetValues("Bearer").Single());
            using var answer = await site.Service.Client.SendAsync(me, Cancellation);
            Assert.Contains(login, await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        }

        // An empty password would be an anonymous bind, which directories answer with success (RFC 4513, 5.1.2).
        foreach (
            var (name, secret) in new[] { (login, "wrong"), (login, ""), ("nobody", password), ("*)(uid=*", password), ("*", password) }
        )
        {
            using var refused = await SignInAsync(site, name, secret);
            Assert.True(
                refused.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.BadRequest,
                $"'{name}' with '{secret}': {refused.StatusCode}"
            );
            Assert.False(refused.Headers.Contains("Bearer"));
        }

        Assert.DoesNotContain(password, site.Service.Log, StringComparison.Ordinal);
        Assert.DoesNotContain(TestDirectory.BindPassword, site.Service.Log, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Directory_that_is_away_or_says_nothing_is_told_within_a_bounded_time_and_is_asked_again()
    {
        await using var directory = new TestDirectory(isTls: true);
        var (login, _, password) = directory.People[0];
        await using var site = await StartAsync(directory);

        directory.IsBroken = true;
        using (var away = await SignInAsync(site, login, password))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, away.StatusCode);
        }

        (directory.IsBroken, directory.IsSilent) = (false, true);
        var started = Stopwatch.GetTimestamp();
        using (var silent = await SignInAsync(site, login, password))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, silent.StatusCode);
            Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(60));
        }

        directory.IsSilent = false;
        using var back = await SignInAsync(site, login, password);
        Assert.Equal(HttpStatusCode.OK, back.StatusCode);
    }

    [Fact(Timeout = 120_000)]
    public async Task Directory_that_the_sites_authority_does_not_vouch_for_is_told_no_password()
    {
        await using var directory = new TestDirectory(isTls: true);
        await using var other = new TestDirectory(isTls: true);
        var (login, _, password) = directory.People[0];
        await using var site = await StartAsync(directory, other.CertificatePem);

        using var refused = await SignInAsync(site, login, password);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Empty(directory.Asked);
    }

    private async Task<SiteWebApi> StartAsync(TestDirectory directory, string? certificate = null)
    {
        var secrets = Path.Combine(Path.GetDirectoryName(shared.Cluster.Secrets)!, $"secrets-{Guid.NewGuid():N}");
        Directory.CreateDirectory(secrets);
        foreach (var file in Directory.GetFiles(shared.Cluster.Secrets))
        {
            File.Copy(file, Path.Combine(secrets, Path.GetFileName(file)));
        }

        await File.WriteAllTextAsync(
            Path.Combine(secrets, "webapi_token_key"),
            "0123456789abcdefghijklmnopqrstuvwxyz0123456789",
            Cancellation
        );
        await File.WriteAllTextAsync(Path.Combine(secrets, "ldap_password"), TestDirectory.BindPassword, Cancellation);
        await File.WriteAllTextAsync(Path.Combine(secrets, "ldap_certificate"), certificate ?? directory.CertificatePem, Cancellation);
        return await SiteWebApi.StartAsync(
            shared.Cluster,
            SmallVocabulary.Sql,
            new()
            {
                ["PHEDERATION_SECRETS"] = secrets,
                ["PHEDERATION_EDITION"] = "secure",
                ["PHEDERATION_AUTHENTICATION"] = "ldap",
                ["PHEDERATION_LDAP_URL"] = $"ldaps://localhost:{directory.Port}",
                ["PHEDERATION_LDAP_BASE_DN"] = "dc=example,dc=org",
                ["PHEDERATION_LDAP_BIND_DN"] = TestDirectory.BindDn,
                ["PHEDERATION_LDAP_REGISTER"] = "true",
            }
        );
    }

    private static Task<HttpResponseMessage> SignInAsync(SiteWebApi site, string login, string password) =>
        site.Service.Client.PostAsync(
            "/WebAPI/user/login/ldap",
            new FormUrlEncodedContent(new Dictionary<string, string> { ["login"] = login, ["password"] = password }),
            Cancellation
        );
}
