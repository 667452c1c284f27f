using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Phederation.Accounts.Users;
using Phederation.Hypertext;
using Phederation.UserManagement.Web;

namespace Phederation.UserManagement.Pages;

/// <summary>All roles.</summary>
internal static class RoleListPage
{
    public static Task ShowAsync(HttpContext context) => ShowAsync(context, "", "", 200);

    public static async Task CreateAsync(HttpContext context)
    {
        var name = context.Features.GetRequiredFeature<Form>().Text("name");
        if (Input.RefuseName(name) is { } refusal)
        {
            await ShowAsync(context, name, refusal, 422);
            return;
        }

        var (outcome, id) = await context.Get<RoleStore>().CreateAsync(name, context.Audit(), context.RequestAborted);
        if (outcome == ChangeOutcome.Done)
        {
            await PageEndpoints.SeeOther(context, $"/roles/{id}");
            return;
        }

        await ShowAsync(context, name, "There is a role of this name already.", Requests.Explain(outcome).Status);
    }

    private static async Task ShowAsync(HttpContext context, string name, string refusal, int status)
    {
        var at = context.Request.PathBase.Value;
        var roles = await context.Get<RoleStore>().ListAsync(context.RequestAborted);
        var rows = roles.Select(role =>
            Html.Of(
                $"""
                <tr>
                <th scope="row" data-label="Role"><a href="{at}/roles/{role.Id}">{role.Name}</a></th>
                <td data-label="Users">{role.Users}</td>
                <td data-label="Permissions">{role.Permissions.Count}</td>
                <td data-label="Kind">{(role.IsSystem ? "of the system" : "of this site")}</td>
                </tr>
                """
            )
        );
        await Layout.WriteAsync(
            context,
            "Roles",
            Html.Of(
                $"""
                {Layout.Message("good", context.Request.Query["done"] == "deleted" ? "The role is deleted." : "")}{Layout.Message(
                    "bad",
                    refusal
                )}
                <div class="head"><h1>Roles</h1></div>
                <table>
                <thead><tr><th scope="col">Role</th><th scope="col">Users</th><th scope="col">Permissions</th><th scope="col">Kind</th></tr></thead>
                <tbody>
                {rows}
                </tbody>
                </table>
                <section class="card form" aria-labelledby="new"><h2 id="new">New role</h2>
                <form method="post" class="inline">
                {Layout.Token(context)}
                <label for="name">Name</label>
                <input id="name" name="name" value="{name}" required maxlength="100" autocomplete="off">
                <button class="button primary">Make the role</button>
                </form>
                </section>
                """
            ),
            status
        );
    }
}
