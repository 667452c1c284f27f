using System.Net;
using System.Text.Json.Nodes;
using Phederation.Testing.Services;
using Phederation.UserManagement.Tests.Support;

namespace Phederation.UserManagement.Tests;

public sealed class ApiTests(SiteFixture site) : IClassFixture<SiteFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task User_is_made_changed_and_removed()
    {
        using var client = await site.SignInAsync(Cancellation);
        var made = await client.DoAsync(
            HttpMethod.Post,
            "/api/users",
            new JsonObject
            {
                ["login"] = "jane",
                ["name"] = "Jane Doe",
                ["roleIds"] = new JsonArray(10),
            },
            Cancellation
        );
        var id = (int)made["user"]!["id"]!;
        Assert.Matches("^[a-z0-9]{4}(-[a-z0-9]{4}){4}$", (string)made["password"]!);
        Assert.True((bool)made["user"]!["mustChangePassword"]!);

        using (var found = await client.SendAsync(HttpMethod.Get, $"/user-mgmt/api/users/{id}", null, Cancellation))
        {
            Assert.Equal("\"1\"", found.Headers.ETag!.Tag);
        }

        var changed = await client.DoAsync(
            HttpMethod.Patch,
            $"/api/users/{id}",
            new JsonObject { ["disabled"] = true, ["roleIds"] = new JsonArray() },
            Cancellation,
            "\"1\""
        );
        Assert.True((bool)changed["disabled"]!);
        Assert.Equal("Jane Doe", (string)changed["name"]!);
        using (
            var late = await client.SendAsync(
                HttpMethod.Patch,
                $"/api/users/{id}",
                new JsonObject { ["name"] = "x" },
                Cancellation,
                "\"1\""
            )
        )
        {
            Assert.Contains("Somebody else", await late.MustBeProblemAsync(412, Cancellation), StringComparison.Ordinal);
        }

        using (var blind = await client.SendAsync(HttpMethod.Delete, $"/api/users/{id}", null, Cancellation))
        {
            await blind.MustBeProblemAsync(428, Cancellation);
        }

        await client.DoAsync(HttpMethod.Delete, $"/api/users/{id}", null, Cancellation, "\"2\"");
        var audit = await client.DoAsync(HttpMethod.Get, "/api/audit?subject=user%20jane&action=user.", null, Cancellation);
        Assert.Equal(["user.delete", "user.change", "user.create"], audit["items"]!.AsArray().Select(entry => (string)entry!["action"]!));
        Assert.All(audit["items"]!.AsArray(), entry => Assert.Equal("admin", (string)entry!["actor"]!));
    }

    [Theory]
    [InlineData("""{"login":"has space","name":"x"}""", 422)]
    [InlineData("""{"login":"","name":"x"}""", 422)]
    [InlineData("""{"login":"<script>","name":"x"}""", 422)]
    [InlineData("""{"login":"weak","name":"x","password":"admin"}""", 422)]
    [InlineData("""{"login":"ghost","name":"x","roleIds":[999999]}""", 422)]
    [InlineData("""{"login":"ADMIN","name":"x"}""", 409)]
    [InlineData("""{"login":"a"}""", 422)]
    [InlineData("""{"login":"a","name":"x","admin":true}""", 422)]
    [InlineData("""{"login":"a","login":"b","name":"x"}""", 400)]
    [InlineData("""[]""", 422)]
    public async Task User_that_can_not_be_is_refused(string content, int status)
    {
        using var client = await site.SignInAsync(Cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/users")
        {
            Content = new StringContent(content, System.Text.Encoding.UTF8, "application/json"),
            Headers = { { "X-CSRF-Token", client.Token } },
        };
        using var response = await client.Http.SendAsync(request, Cancellation);
        await response.MustBeProblemAsync(status, Cancellation);
    }

    [Fact]
    public async Task Role_gets_permissions_that_are_ones()
    {
        using var client = await site.SignInAsync(Cancellation);
        var role = await client.DoAsync(HttpMethod.Post, "/api/roles", new JsonObject { ["name"] = "Curators" }, Cancellation);
        var path = $"/api/roles/{role["id"]}";
        var changed = await client.DoAsync(
            HttpMethod.Patch,
            path,
            new JsonObject { ["name"] = "Data curators", ["permissions"] = new JsonArray("conceptset:*:get", "cohort:post") },
            Cancellation,
            "\"1\""
        );
        Assert.Equal("Data curators", (string)changed["name"]!);
        Assert.Equal(2, changed["permissions"]!.AsArray().Count);
        foreach (var bad in new[] { "a::b", "", "a b", new string('a', 300) })
        {
            using var response = await client.SendAsync(
                HttpMethod.Patch,
                path,
                new JsonObject { ["permissions"] = new JsonArray(bad) },
                Cancellation,
                "\"2\""
            );
            await response.MustBeProblemAsync(422, Cancellation);
        }

        using (
            var nothing = await client.SendAsync(
                HttpMethod.Patch,
                path,
                new JsonObject { ["permissions"] = new JsonArray((JsonNode?)null) },
                Cancellation,
                "\"2\""
            )
        )
        {
            await nothing.MustBeProblemAsync(422, Cancellation);
        }

        var permissions = await client.DoAsync(HttpMethod.Get, "/api/permissions?search=conceptset", null, Cancellation);
        Assert.Equal(1, (int)permissions["items"]![0]!["roles"]!);
        using var system = await client.SendAsync(HttpMethod.Delete, "/api/roles/2", null, Cancellation, "\"1\"");
        await system.MustBeProblemAsync(409, Cancellation);
    }

    [Fact]
    public async Task Of_many_writers_of_one_version_one_wins()
    {
        using var client = await site.SignInAsync(Cancellation);
        var made = await client.DoAsync(
            HttpMethod.Post,
            "/api/users",
            new JsonObject { ["login"] = "raced", ["name"] = "r" },
            Cancellation
        );
        var responses = await Task.WhenAll(
            Enumerable
                .Range(0, 10)
                .Select(i =>
                    client.SendAsync(
                        HttpMethod.Patch,
                        $"/api/users/{made["user"]!["id"]}",
                        new JsonObject { ["name"] = $"name {i}" },
                        Cancellation,
                        "\"1\""
                    )
                )
        );
        Assert.Single(responses, response => response.StatusCode == HttpStatusCode.OK);
        Assert.Equal(9, responses.Count(response => response.StatusCode == HttpStatusCode.PreconditionFailed));
    }

    [Theory]
    [InlineData("GET", "/api/users")]
    [InlineData("POST", "/api/users")]
    [InlineData("DELETE", "/api/users/1")]
    [InlineData("GET", "/api/audit")]
    [InlineData("PATCH", "/api/roles/2")]
    [InlineData("GET", "/api/session")]
    public async Task Nothing_is_there_for_strangers(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Add("Cookie", "phederation-session=" + new string('A', 43));
        using var response = await site.Service.Client.SendAsync(request, Cancellation);
        await response.MustBeProblemAsync(401, Cancellation);
    }

    [Fact]
    public async Task Change_without_the_sessions_token_or_from_another_site_is_refused()
    {
        using var client = await site.SignInAsync(Cancellation);
        using var bare = new HttpRequestMessage(HttpMethod.Post, "/api/roles") { Content = new StringContent("{}") };
        using var refused = await client.Http.SendAsync(bare, Cancellation);
        await refused.MustBeProblemAsync(403, Cancellation);

        foreach (var (header, value) in new[] { ("Origin", "https://evil.example"), ("Origin", "null"), ("Sec-Fetch-Site", "cross-site") })
        {
            using var foreign = new HttpRequestMessage(HttpMethod.Post, "/api/roles") { Content = new StringContent("{}") };
            foreign.Headers.Add("X-CSRF-Token", client.Token);
            foreign.Headers.Add(header, value);
            using var answer = await client.Http.SendAsync(foreign, Cancellation);
            Assert.Contains("another site", await answer.MustBeProblemAsync(403, Cancellation), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Who_is_no_administrator_can_not_sign_in_and_wrong_passwords_lock()
    {
        using var client = await site.SignInAsync(Cancellation);
        await client.DoAsync(
            HttpMethod.Post,
            "/api/users",
            new JsonObject
            {
                ["login"] = "plain",
                ["name"] = "Plain",
                ["password"] = "rather long words 1",
                ["mustChangePassword"] = false,
            },
            Cancellation
        );
        Assert.Contains("administrators", await SignInAsync("plain", "rather long words 1", 403), StringComparison.Ordinal);
        var refusals = new List<string> { await SignInAsync("nobody-at-all", "x", 401) };
        for (var i = 0; i < 6; i++)
        {
            refusals.Add(await SignInAsync("plain", "wrong", 401));
        }

        refusals.Add(await SignInAsync("plain", "rather long words 1", 401));
        Assert.Single(refusals.Distinct());
        var users = await client.DoAsync(HttpMethod.Get, "/api/users?search=plain", null, Cancellation);
        Assert.NotNull(users["items"]![0]!["lockedUntil"]);
        var id = users["items"]![0]!["id"];
        var unlocked = await client.DoAsync(HttpMethod.Post, $"/api/users/{id}/unlock", null, Cancellation, "\"1\"");
        Assert.Null(unlocked["lockedUntil"]);
        await SignInAsync("plain", "rather long words 1", 403);
    }

    [Fact]
    public async Task Session_ends_with_the_sign_out_and_with_the_accounts_rights()
    {
        using var admin = await site.SignInAsync(Cancellation);
        var made = await admin.DoAsync(
            HttpMethod.Post,
            "/api/users",
            new JsonObject
            {
                ["login"] = "second",
                ["name"] = "Second",
                ["password"] = "rather long words 2",
                ["mustChangePassword"] = false,
                ["roleIds"] = new JsonArray(2),
            },
            Cancellation
        );
        using var second = await ApiClient.SignInAsync(site.Service.Address, "second", "rather long words 2", Cancellation);
        await second.DoAsync(HttpMethod.Get, "/api/users", null, Cancellation);

        await admin.DoAsync(
            HttpMethod.Patch,
            $"/api/users/{made["user"]!["id"]}",
            new JsonObject { ["roleIds"] = new JsonArray() },
            Cancellation,
            "\"1\""
        );
        using var gone = await second.SendAsync(HttpMethod.Get, "/api/users", null, Cancellation);
        await gone.MustBeProblemAsync(401, Cancellation);

        await admin.DoAsync(HttpMethod.Delete, "/api/session", null, Cancellation);
        using var ended = await admin.SendAsync(HttpMethod.Get, "/api/users", null, Cancellation);
        await ended.MustBeProblemAsync(401, Cancellation);
    }

    [Fact]
    public async Task People_of_the_directory_are_shown_and_imported()
    {
        using var client = await site.SignInAsync(Cancellation);
        var preview = await client.DoAsync(HttpMethod.Get, "/api/directory?filter=(uid%3D*)", null, Cancellation);
        Assert.Equal(["boole", "curie", "odd*(,"], preview["people"]!.AsArray().Select(person => (string)person!["login"]!));

        var imported = await client.DoAsync(
            HttpMethod.Post,
            "/api/directory/import",
            new JsonObject
            {
                ["filter"] = "(uid=*)",
                ["logins"] = new JsonArray("curie"),
                ["roleIds"] = new JsonArray(2),
            },
            Cancellation
        );
        Assert.Equal("curie", (string)imported["logins"]![0]!);
        using var curie = await ApiClient.SignInAsync(site.Service.Address, "curie", "polonium", Cancellation);
        var users = await curie.DoAsync(HttpMethod.Get, "/api/users?search=curie", null, Cancellation);
        Assert.Equal(("Marie Curie", "LDAP"), ((string)users["items"]![0]!["name"]!, (string)users["items"]![0]!["origin"]!));
        using var wrong = await client.SendAsync(HttpMethod.Get, "/api/directory?filter=(uid%3D", null, Cancellation);
        await wrong.MustBeProblemAsync(422, Cancellation);
        using var stranger = await client.SendAsync(
            HttpMethod.Post,
            "/api/directory/import",
            new JsonObject { ["filter"] = "(uid=*)", ["logins"] = new JsonArray("mallory") },
            Cancellation
        );
        await stranger.MustBeProblemAsync(422, Cancellation);
        using var odd = await client.SendAsync(
            HttpMethod.Post,
            "/api/directory/import",
            new JsonObject { ["filter"] = "(uid=*)", ["logins"] = new JsonArray("odd*(,") },
            Cancellation
        );
        await odd.MustBeProblemAsync(422, Cancellation);
    }

    [Theory]
    [InlineData("/api/users?limit=0")]
    [InlineData("/api/users?offset=-1")]
    [InlineData("/api/users?limit=99999999999")]
    [InlineData("/api/users?search=%00")]
    [InlineData("/api/audit?from=yesterday")]
    public async Task Malformed_query_is_told(string path)
    {
        using var client = await site.SignInAsync(Cancellation);
        using var response = await client.SendAsync(HttpMethod.Get, path, null, Cancellation);
        await response.MustBeProblemAsync(400, Cancellation);
    }

    [Fact]
    public async Task Interface_is_described()
    {
        var text = await site.Service.Client.GetStringAsync("/user-mgmt/openapi.json", Cancellation);
        var openApi = JsonNode.Parse(text)!;
        var create = openApi["paths"]!["/api/users"]!["post"]!;
        Assert.NotNull(create["requestBody"]);
        Assert.NotNull(create["responses"]!["201"]);
        Assert.NotNull(openApi["components"]!["schemas"]!["UserModel"]);
    }

    private async Task<string> SignInAsync(string login, string password, int status)
    {
        using var response = await site.Service.Client.PostAsync(
            "/api/session",
            new StringContent(
                new JsonObject { ["login"] = login, ["password"] = password }.ToJsonString(),
                System.Text.Encoding.UTF8,
                "application/json"
            ),
            Cancellation
        );
        return await response.MustBeProblemAsync(status, Cancellation);
    }
}
