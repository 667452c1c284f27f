using Phederation.Testing.Browser;
using Phederation.UserManagement.Tests.Support;

namespace Phederation.UserManagement.Tests;

public sealed class PageTests(SiteFixture site) : IClassFixture<SiteFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 180_000)]
    public async Task Administrator_works_with_the_pages_in_a_browser()
    {
        await using var browser = await Chromium.StartAsync(Cancellation);
        var at = new Uri(site.Service.Address, "/user-mgmt").ToString();
        await browser.OpenAsync($"{at}/login", Cancellation);
        await Pictures.TakeAsync(browser, "login", Cancellation);
        await SubmitAsync(browser, "login", ("login", "admin"), ("password", "wrong"));
        Assert.Contains("wrong", await TextAsync(browser, "[role=alert]"), StringComparison.Ordinal);
        await SubmitAsync(browser, "users", ("login", "admin"), ("password", SiteFixture.AdministratorPassword));

        // A name with markup in it is text wherever it is shown.
        await browser.OpenAsync($"{at}/users/new", Cancellation);
        await browser.EvaluateAsync("document.querySelectorAll('[name=role]').forEach(box => box.checked = true)", Cancellation);
        await SubmitAsync(browser, "new", ("login", "mary"), ("name", "Mary <img src=x onerror=alert(1)> \"Quoted\""));
        Assert.Matches("^[a-z0-9-]{24}$", await TextAsync(browser, "dd code"));
        await LookAsync(browser, "password");
        await browser.EvaluateAsync("document.querySelector('main a.button').click()", Cancellation);
        await browser.ArriveAsync("document.querySelector('[name=version]') !== null", Cancellation);
        Assert.Equal("0", await browser.EvaluateAsync("document.querySelectorAll('main img').length", Cancellation));
        Assert.StartsWith(
            "Mary <img",
            await browser.EvaluateAsync("document.querySelector('#name').value", Cancellation),
            StringComparison.Ordinal
        );
        await LookAsync(browser, "user");
        var address = await browser.EvaluateAsync("location.href", Cancellation);
        await browser.OpenAsync($"{at}/users", Cancellation);
        await LookAsync(browser, "users");
        await browser.OpenAsync(address, Cancellation);

        // Somebody else saves first.
        using (var other = await site.SignInAsync(Cancellation))
        {
            await other.DoAsync(
                HttpMethod.Patch,
                "/api/users/" + address.Split('/')[^1],
                new System.Text.Json.Nodes.JsonObject { ["name"] = "Mary Shelley" },
                Cancellation,
                "\"1\""
            );
        }

        await SubmitAsync(browser, "users/", ("name", "Mary Wollstonecraft"));
        Assert.Contains("Somebody else", await TextAsync(browser, "[role=alert]"), StringComparison.Ordinal);
        await SubmitAsync(browser, "done=saved", ("name", "Mary W. Shelley"));
        Assert.Equal("Saved.", await TextAsync(browser, "[role=status]"));

        await browser.OpenAsync($"{at}/roles/2", Cancellation);
        await SubmitAsync(browser, "done=saved", ("permissions", "conceptset:*:get\nuser:*\n\ncohortdefinition:*:put"));
        Assert.Contains(
            "cohortdefinition:*:put",
            await browser.EvaluateAsync("document.querySelector('textarea').value", Cancellation),
            StringComparison.Ordinal
        );
        await LookAsync(browser, "role");
        foreach (
            var page in new[] { "roles", "permissions", "audit", "directory?filter=(uid=*)", "users?search=zzz", "password", "nowhere" }
        )
        {
            await browser.OpenAsync($"{at}/{page}", Cancellation);
            await LookAsync(browser, page == "users?search=zzz" ? "nobody" : page.Split('?')[0]);
        }

        await browser.OpenAsync($"{at}/users", Cancellation);
        await browser.EvaluateAsync("document.querySelector('.who button').click()", Cancellation);
        await browser.ArriveAsync("location.pathname.endsWith('/login')", Cancellation);
        await browser.EvaluateAsync($"(window.isOld = true, location.assign('{at}/users'))", Cancellation);
        await browser.ArriveAsync("window.isOld === undefined && location.pathname.endsWith('/login')", Cancellation);
    }

    [Fact(Timeout = 180_000)]
    public async Task Password_of_somebody_else_must_be_changed_before_anything()
    {
        using var client = await site.SignInAsync(Cancellation);
        var made = await client.DoAsync(
            HttpMethod.Post,
            "/api/users",
            new System.Text.Json.Nodes.JsonObject
            {
                ["login"] = "newcomer",
                ["name"] = "New",
                ["roleIds"] = new System.Text.Json.Nodes.JsonArray(2),
            },
            Cancellation
        );
        await using var browser = await Chromium.StartAsync(Cancellation);
        var at = new Uri(site.Service.Address, "/user-mgmt").ToString();
        await browser.OpenAsync($"{at}/login", Cancellation);
        await SubmitAsync(browser, "password", ("login", "newcomer"), ("password", (string)made["password"]!));
        await browser.EvaluateAsync($"location.assign('{at}/audit')", Cancellation);
        await browser.ArriveAsync("document.querySelector('#again') !== null", Cancellation);
        await SubmitAsync(browser, "password", ("current", (string)made["password"]!), ("new", "password1234"), ("again", "password1234"));
        Assert.Contains("anybody would try", await TextAsync(browser, "[role=alert]"), StringComparison.Ordinal);
        await SubmitAsync(
            browser,
            "done=password",
            ("current", (string)made["password"]!),
            ("new", "three odd lanterns"),
            ("again", "three odd lanterns")
        );
        await browser.OpenAsync($"{at}/audit", Cancellation);
        Assert.Contains("user.password", await TextAsync(browser, "tbody"), StringComparison.Ordinal);
    }

    [Fact(Timeout = 180_000)]
    public async Task Person_of_the_directory_is_sent_there_for_another_password_also_while_it_is_away()
    {
        using var client = await site.SignInAsync(Cancellation);
        await client.DoAsync(
            HttpMethod.Post,
            "/api/directory/import",
            new System.Text.Json.Nodes.JsonObject
            {
                ["filter"] = "(uid=boole)",
                ["logins"] = new System.Text.Json.Nodes.JsonArray("boole"),
                ["roleIds"] = new System.Text.Json.Nodes.JsonArray(2),
            },
            Cancellation
        );
        using var boole = await ApiClient.SignInAsync(site.Service.Address, "boole", "true-or-false", Cancellation);
        site.Directory.IsBroken = true;
        try
        {
            using var form = new FormUrlEncodedContent(
                new Dictionary<string, string>
                {
                    ["csrf"] = boole.Token,
                    ["current"] = "true-or-false",
                    ["new"] = "three odd lanterns",
                    ["again"] = "three odd lanterns",
                }
            );
            using var refused = await boole.Http.PostAsync("/password", form, Cancellation);
            Assert.Equal(System.Net.HttpStatusCode.Conflict, refused.StatusCode);
            using var away = await site.Service.Client.PostAsync(
                "/api/session",
                new StringContent("{\"login\":\"boole\",\"password\":\"x\"}", System.Text.Encoding.UTF8, "application/json"),
                Cancellation
            );
            Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, away.StatusCode);
        }
        finally
        {
            site.Directory.IsBroken = false;
        }
    }

    [Fact(Timeout = 180_000)]
    public async Task Pages_can_be_used_by_keyboard()
    {
        await using var browser = await Chromium.StartAsync(Cancellation);
        var at = new Uri(site.Service.Address, "/user-mgmt").ToString();
        await browser.OpenAsync($"{at}/login", Cancellation);
        Assert.Equal("login", await browser.EvaluateAsync("document.activeElement.id", Cancellation));
        await browser.EvaluateAsync(
            $"(document.querySelector('#login').value = 'admin', document.querySelector('#password').value = '{SiteFixture.AdministratorPassword}')",
            Cancellation
        );
        await browser.PressAsync("Tab", 9, Cancellation);
        Assert.Equal("password", await browser.EvaluateAsync("document.activeElement.id", Cancellation));
        await browser.PressAsync("Enter", 13, Cancellation);
        await browser.ArriveAsync("location.pathname.endsWith('/users')", Cancellation);
        await browser.PressAsync("Tab", 9, Cancellation);
        Assert.Equal("Skip to the content", await browser.EvaluateAsync("document.activeElement.textContent", Cancellation));
        await browser.PressAsync("Tab", 9, Cancellation);
        Assert.Equal("Users", await browser.EvaluateAsync("document.activeElement.textContent", Cancellation));
    }

    private static async Task LookAsync(Chromium browser, string name)
    {
        foreach (var (scheme, width) in new[] { ("light", 1200), ("dark", 1200), ("light", 380) })
        {
            await browser.PreferAsync(scheme, Cancellation);
            await browser.ResizeAsync(width, 900, Cancellation);
            await Pictures.TakeAsync(browser, $"{name}-{scheme}-{width}", Cancellation);
            Assert.Equal(
                "false",
                await browser.EvaluateAsync("document.documentElement.scrollWidth > document.documentElement.clientWidth", Cancellation)
            );
            Assert.Equal("1", await browser.EvaluateAsync("document.querySelectorAll('h1').length", Cancellation));
            Assert.Equal(
                "",
                await browser.EvaluateAsync(
                    "[...document.querySelectorAll('input:not([type=hidden]),select,textarea')].filter(field => !field.labels.length && !field.ariaLabel).map(field => field.name).join()",
                    Cancellation
                )
            );
        }

        await browser.ResizeAsync(1200, 900, Cancellation);
    }

    private static async Task SubmitAsync(Chromium browser, string then, params (string Name, string Value)[] fields)
    {
        foreach (var (name, value) in fields)
        {
            var text = System.Text.Json.JsonSerializer.Serialize(value);
            await browser.EvaluateAsync($"document.querySelector('main [name={name}]').value = {text}", Cancellation);
        }

        await browser.EvaluateAsync(
            "(window.isOld = true, document.querySelector('main form:not([role=search])').requestSubmit())",
            Cancellation
        );
        await browser.ArriveAsync($"window.isOld === undefined && location.href.includes('{then}')", Cancellation);
    }

    private static Task<string> TextAsync(Chromium browser, string selector) =>
        browser.EvaluateAsync($"document.querySelector('{selector}').innerText", Cancellation);
}
