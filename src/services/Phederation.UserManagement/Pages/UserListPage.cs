using Microsoft.AspNetCore.Http;
using Phederation.Accounts.Users;
using Phederation.Hypertext;
using Phederation.UserManagement.Web;

namespace Phederation.UserManagement.Pages;

/// <summary>All accounts.</summary>
internal static class UserListPage
{
    private const int Size = 50;

    public static async Task ShowAsync(HttpContext context)
    {
        var at = context.Request.PathBase.Value;
        var search = context.Request.QueryText("search");
        var number = context.Request.QueryNumber("page", 0, 0, 20_000);
        var page = await context.Get<AccountStore>().ListAsync(search, number * Size, Size, context.RequestAborted);
        var done = context.Request.Query["done"].ToString() switch
        {
            "password" => "Your password is changed.",
            "deleted" => "The user is deleted.",
            "imported" => "The people are imported.",
            _ => "",
        };
        await Layout.WriteAsync(
            context,
            "Users",
            Html.Of(
                $"""
                {Layout.Message("good", done)}
                <div class="head"><h1>Users</h1><a class="button primary" href="{at}/users/new">New user</a></div>
                <form class="search" role="search">
                <label for="search" class="hidden">Login or name</label>
                <input id="search" name="search" type="search" value="{search}" placeholder="Login or name" maxlength="200">
                <button class="button">Search</button>
                </form>
                {Table(at, page, search)}
                {Layout.Pager(context, number, Size, page.Total)}
                """
            )
        );
    }

    /// <summary>What an account's state is called.</summary>
    public static Html State(Account account, DateTimeOffset now) =>
        account.IsDisabled ? Html.Of($"""<span class="tag off">Disabled</span>""")
        : account.LockedUntil > now ? Html.Of($"""<span class="tag warn">Locked</span>""")
        : account is { HasPassword: false, Origin: not Account.DirectoryOrigin } ? Html.Of($"""<span class="tag warn">No password</span>""")
        : Html.Of($"""<span class="tag on">Active</span>""");

    private static Html Table(string? at, Page<Account> page, string search)
    {
        if (page.Items.Count == 0)
        {
            return Html.Of(
                $"""<p class="empty">{(search.Length > 0 ? $"No login or name holds “{search}”." : "There are no users yet.")}</p>"""
            );
        }

        var now = TimeProvider.System.GetUtcNow();
        var rows = page.Items.Select(account =>
            Html.Of(
                $"""
                <tr>
                <th scope="row" data-label="Login"><a href="{at}/users/{account.Id}">{account.Login}</a></th>
                <td data-label="Name">{account.Name}</td>
                <td data-label="State">{State(account, now)}</td>
                <td data-label="Roles">{Roles(account)}</td>
                <td data-label="Last sign-in">{(account.LastSignIn is { } time ? $"{time:yyyy-MM-dd HH:mm}" : "never")}</td>
                </tr>
                """
            )
        );
        return Html.Of(
            $"""
            <p class="quiet" role="status">{page.Total} {(page.Total == 1 ? "user" : "users")}</p>
            <table>
            <thead><tr><th scope="col">Login</th><th scope="col">Name</th><th scope="col">State</th><th scope="col">Roles</th><th scope="col">Last sign-in (UTC)</th></tr></thead>
            <tbody>
            {rows}
            </tbody>
            </table>
            """
        );
    }

    private static Html Roles(Account account) =>
        account.Roles.Count == 0
            ? Html.Of($"""<span class="quiet">none</span>""")
            : Html.Join(account.Roles.Select(role => Html.Of($"""<span class="tag">{role.Name}</span> """)));
}
