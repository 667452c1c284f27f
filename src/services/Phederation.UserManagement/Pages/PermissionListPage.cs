using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Phederation.Accounts.Users;
using Phederation.Hypertext;
using Phederation.Services.Hosting.Problems;
using Phederation.UserManagement.Web;

namespace Phederation.UserManagement.Pages;

/// <summary>The permissions that roles can have.</summary>
internal static class PermissionListPage
{
    private const int Size = 100;

    public static Task ShowAsync(HttpContext context) => ShowAsync(context, "", "", "", 200);

    public static async Task CreateAsync(HttpContext context)
    {
        var form = context.Features.GetRequiredFeature<Form>();
        var (value, description) = (form.Text("value"), form.Text("description"));
        if ((Input.RefusePermission(value) ?? Input.RefuseDescription(description)) is { } refusal)
        {
            await ShowAsync(context, value, description, refusal, 422);
            return;
        }

        var (outcome, _) = await context.Get<PermissionStore>().CreateAsync(value, description, context.Audit(), context.RequestAborted);
        if (outcome == ChangeOutcome.Done)
        {
            await PageEndpoints.SeeOther(context, $"/permissions?done=made&search={Uri.EscapeDataString(value)}");
            return;
        }

        await ShowAsync(context, value, description, "There is such a permission already.", Requests.Explain(outcome).Status);
    }

    public static async Task ConfirmDeleteAsync(HttpContext context)
    {
        var value =
            await context.Get<PermissionStore>().FindAsync(context.Id(), context.RequestAborted)
            ?? throw new ProblemException(404, "There is no such permission, or not any more.");
        await Confirm.ShowAsync(context, $"Delete the permission {value}?", "All roles that have it lose it.", 0, "/permissions");
    }

    public static async Task DeleteAsync(HttpContext context)
    {
        Requests.MustBeDone(await context.Get<PermissionStore>().DeleteAsync(context.Id(), context.Audit(), context.RequestAborted));
        await PageEndpoints.SeeOther(context, "/permissions?done=deleted");
    }

    private static async Task ShowAsync(HttpContext context, string value, string description, string refusal, int status)
    {
        var search = context.Request.QueryText("search");
        var number = context.Request.QueryNumber("page", 0, 0, 10_000);
        var page = await context.Get<PermissionStore>().ListAsync(search, number * Size, Size, context.RequestAborted);
        var done = context.Request.Query["done"].ToString() switch
        {
            "made" => "The permission is made.",
            "deleted" => "The permission is deleted.",
            _ => "",
        };
        await Layout.WriteAsync(
            context,
            "Permissions",
            Html.Of(
                $"""
                {Layout.Message("good", done)}{Layout.Message("bad", refusal)}
                <div class="head"><h1>Permissions</h1></div>
                <form class="search" role="search">
                <label for="search" class="hidden">Permission or description</label>
                <input id="search" name="search" type="search" value="{search}" placeholder="Permission or description" maxlength="200">
                <button class="button">Search</button>
                </form>
                {Table(context, page)}
                {Layout.Pager(context, number, Size, page.Total)}
                <section class="card form" aria-labelledby="new"><h2 id="new">New permission</h2>
                <form method="post" action="{context.Request.PathBase.Value}/permissions" class="inline">
                {Layout.Token(context)}
                <label for="value">Permission</label>
                <input id="value" name="value" value="{value}" required maxlength="255" autocomplete="off" spellcheck="false" placeholder="conceptset:*:get">
                <label for="description">Description</label>
                <input id="description" name="description" value="{description}" maxlength="255" autocomplete="off">
                <button class="button primary">Make the permission</button>
                </form>
                </section>
                """
            ),
            status
        );
    }

    private static Html Table(HttpContext context, Page<PermissionEntry> page)
    {
        if (page.Items.Count == 0)
        {
            return Html.Of($"""<p class="empty">There is no such permission yet. A role that is given one makes it known here.</p>""");
        }

        var rows = page.Items.Select(entry =>
            Html.Of(
                $"""
                <tr>
                <th scope="row" data-label="Permission"><code>{entry.Value}</code></th>
                <td data-label="Description">{entry.Description}</td>
                <td data-label="Roles">{entry.Roles}</td>
                <td><a href="{context.Request.PathBase.Value}/permissions/{entry.Id}/delete" aria-label="Delete {entry.Value}">Delete …</a></td>
                </tr>
                """
            )
        );
        return Html.Of(
            $"""
            <p class="quiet" role="status">{page.Total} {(page.Total == 1 ? "permission" : "permissions")}</p>
            <table>
            <thead><tr><th scope="col">Permission</th><th scope="col">Description</th><th scope="col">Roles</th><td></td></tr></thead>
            <tbody>
            {rows}
            </tbody>
            </table>
            """
        );
    }
}
