using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Phederation.Accounts.Passwords;
using Phederation.Testing.Services;
using Phederation.WebApi.Tests.Support;

namespace Phederation.WebApi.Tests.Http;

public sealed class SecureTests(SharedCluster shared)
{
    private const string Password = "correct horse battery staple";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_path_wants_a_token_but_those_that_nobody_can_have_one_for()
    {
        await using var site = await StartAsync();
        Assert.Equal("2.14.0", (await site.GetAsync("/info")).GetProperty("version").GetString());
        foreach (
            var path in new[]
            {
                "/source/sources",
                "/vocabulary/OHDSI/search/x",
                "/conceptset/",
                "/cohortdefinition/1",
                "/job/execution",
                "/user/me",
                "/nothing/at/all",
            }
        )
        {
            using var response = await site.TryAsync(HttpMethod.Get, path);
            await response.MustBeProblemAsync(401, Cancellation);
            Assert.Equal("Bearer", response.Headers.WwwAuthenticate.Single().Scheme);
        }

        foreach (var token in new[] { "x", "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJzdWIiOiJhZG1pbiJ9.", new string('a', 20_000) })
        {
            using var response = await SendAsync(site, HttpMethod.Get, "/conceptset/", token);
            await response.MustBeProblemAsync(401, Cancellation);
        }
    }

    [Fact]
    public async Task Somebody_signs_in_works_and_signs_out()
    {
        await using var site = await StartAsync();
        var token = await SignInAsync(site, "nurse");
        using (var response = await SendAsync(site, HttpMethod.Get, "/user/me", token))
        {
            using var me = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation));
            Assert.Equal("nurse", me.RootElement.GetProperty("login").GetString());
            Assert.Contains(
                "conceptset:post",
                me.RootElement.GetProperty("permissions")
                    .EnumerateArray()
                    .Select(permission => permission.GetProperty("permission").GetString())
            );
            Assert.True(me.RootElement.GetProperty("permissionIdx").TryGetProperty("vocabulary", out _));
        }

        await MustBeAsync(site, HttpMethod.Get, "/vocabulary/OHDSI/search/diabetes", token, 200);
        await MustBeAsync(site, HttpMethod.Get, "/source/sources", token, 200);
        int own;
        using (var made = await SendAsync(site, HttpMethod.Post, "/conceptset", token, """{ "name": "Mine" }"""))
        {
            using var set = JsonDocument.Parse(await made.Content.ReadAsStringAsync(Cancellation));
            own = set.RootElement.GetProperty("id").GetInt32();
            Assert.Equal("nurse", set.RootElement.GetProperty("createdBy").GetProperty("login").GetString());
        }

        // What somebody made is theirs; what others made is theirs to read only.
        await MustBeAsync(site, HttpMethod.Put, $"/conceptset/{own}/items", token, 200, "[]");
        var other = await SignInAsync(site, "doctor");
        await MustBeAsync(site, HttpMethod.Get, $"/conceptset/{own}/items", other, 200);
        await MustBeAsync(site, HttpMethod.Put, $"/conceptset/{own}/items", other, 403, "[]");
        await MustBeAsync(site, HttpMethod.Delete, $"/conceptset/{own}", other, 403);
        await MustBeAsync(site, HttpMethod.Get, "/source/connection/OHDSI", other, 403);
        await MustBeAsync(site, HttpMethod.Delete, $"/conceptset/{own}", await SignInAsync(site, "boss"), 204);
        await MustBeAsync(site, HttpMethod.Get, "/vocabulary/OHDSI/search/diabetes", await SignInAsync(site, "guest"), 403);

        using var refreshed = await SendAsync(site, HttpMethod.Get, "/user/refresh", token);
        var fresh = refreshed.Headers.GetValues("Bearer").Single();
        await MustBeAsync(site, HttpMethod.Get, "/user/me", token, 401);
        await MustBeAsync(site, HttpMethod.Get, "/user/logout", fresh, 200);
        await MustBeAsync(site, HttpMethod.Get, "/user/me", fresh, 401);
        // Signed out is signed out, also after a restart.
        await site.RestartAsync();
        await MustBeAsync(site, HttpMethod.Get, "/user/me", fresh, 401);
        await MustBeAsync(site, HttpMethod.Get, "/user/me", other, 200);
    }

    [Fact]
    public async Task A_wrong_password_a_wrong_name_and_no_form_are_refused()
    {
        await using var site = await StartAsync();
        foreach (var (login, password) in new[] { ("nurse", "wrong"), ("nobody", Password), ("nurse' OR '1'='1", "x") })
        {
            using var response = await PostAsync(site, login, password);
            await response.MustBeProblemAsync(401, Cancellation);
            Assert.False(response.Headers.Contains("Bearer"));
        }

        using (var json = await site.TryAsync(HttpMethod.Post, "/user/login/db", "{}"))
        {
            await json.MustBeProblemAsync(415, Cancellation);
        }

        using var empty = await PostAsync(site, "", "");
        await empty.MustBeProblemAsync(400, Cancellation);
    }

    [Fact]
    public async Task The_pages_want_a_sign_in_and_keep_it_in_a_cookie_that_no_script_reads()
    {
        await using var site = await StartAsync();
        using (var stranger = await site.Service.Client.GetAsync("/atlas/cohorts?x=1", Cancellation))
        {
            Assert.Equal(HttpStatusCode.Redirect, stranger.StatusCode);
            Assert.Equal("/atlas/sign-in?back=%2Fatlas%2Fcohorts%3Fx%3D1", stranger.Headers.Location?.ToString());
        }

        using (var wrong = await FormAsync(site, "/atlas/sign-in", cookie: null, ("login", "nurse"), ("password", "wrong"), ("back", "")))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
            Assert.Contains("role=\"alert\"", await wrong.Content.ReadAsStringAsync(Cancellation));
        }

        string cookie;
        using (
            var right = await FormAsync(
                site,
                "/atlas/sign-in",
                null,
                ("login", "nurse"),
                ("password", Password),
                ("back", "//elsewhere.example/")
            )
        )
        {
            Assert.Equal("/atlas/", right.Headers.Location?.ToString());
            var given = right.Headers.GetValues("Set-Cookie").Single();
            Assert.Contains("httponly", given);
            Assert.Contains("samesite=strict", given);
            cookie = given.Split(';')[0];
        }

        Assert.Contains("Sign out", await PageAsync(200, "/atlas/"));
        Assert.Contains("Diabetes mellitus", await PageAsync(200, "/atlas/search?q=diabetes"));
        using (var connection = await FormAsync(site, "/atlas/sign-out", cookie))
        {
            Assert.Equal(HttpStatusCode.Redirect, connection.StatusCode);
        }

        await PageAsync(302, "/atlas/");

        async Task<string> PageAsync(int status, string path)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Add("Cookie", cookie);
            using var response = await site.Service.Client.SendAsync(request, Cancellation);
            var text = await response.Content.ReadAsStringAsync(Cancellation);
            Assert.True((int)response.StatusCode == status, $"{path}: {(int)response.StatusCode} {text}");
            return text;
        }
    }

    private static async Task<HttpResponseMessage> FormAsync(
        SiteWebApi site,
        string path,
        string? cookie,
        params (string Name, string Value)[] fields
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        };
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        return await site.Service.Client.SendAsync(request, Cancellation);
    }

    private async Task<SiteWebApi> StartAsync()
    {
        await File.WriteAllTextAsync(
            Path.Combine(shared.Cluster.Secrets, "webapi_token_key"),
            "0123456789abcdefghijklmnopqrstuvwxyz0123456789",
            Cancellation
        );
        var site = await SiteWebApi.StartAsync(shared.Cluster, SmallVocabulary.Sql, new() { ["PHEDERATION_EDITION"] = "secure" });
        var hash = PasswordHash.Create(Password);
        foreach (var (login, role) in new[] { ("nurse", 10), ("doctor", 10), ("boss", 2), ("guest", 1) })
        {
            await site.RunAsync(
                $"""
                WITH u AS (INSERT INTO webapi.sec_user (login, name) VALUES ('{login}', '{login}') RETURNING id),
                  a AS (INSERT INTO webapi.account_user (user_id, password_hash) SELECT id, '{hash}' FROM u)
                INSERT INTO webapi.sec_user_role (user_id, role_id) SELECT id, {role} FROM u
                """
            );
        }

        return site;
    }

    private static async Task<string> SignInAsync(SiteWebApi site, string login)
    {
        using var response = await PostAsync(site, login, Password);
        Assert.True(response.StatusCode == HttpStatusCode.OK, await response.Content.ReadAsStringAsync(Cancellation) + site.Service.Log);
        return response.Headers.GetValues("Bearer").Single();
    }

    private static Task<HttpResponseMessage> PostAsync(SiteWebApi site, string login, string password) =>
        site.Service.Client.PostAsync(
            "/WebAPI/user/login/db",
            new FormUrlEncodedContent(new Dictionary<string, string> { ["login"] = login, ["password"] = password }),
            Cancellation
        );

    private static async Task MustBeAsync(SiteWebApi site, HttpMethod method, string path, string token, int status, string? json = null)
    {
        using var response = await SendAsync(site, method, path, token, json);
        Assert.True(
            (int)response.StatusCode == status,
            $"{path}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(Cancellation)}"
        );
    }

    private static async Task<HttpResponseMessage> SendAsync(
        SiteWebApi site,
        HttpMethod method,
        string path,
        string token,
        string? json = null
    )
    {
        using var request = new HttpRequestMessage(method, "/WebAPI" + path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (json is not null)
        {
            request.Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        }

        return await site.Service.Client.SendAsync(request, Cancellation);
    }
}
