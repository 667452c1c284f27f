using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Phederation.Accounts.Users;
using Phederation.Hypertext;
using Phederation.Services.Hosting.Problems;
using Phederation.UserManagement.Web;

namespace Phederation.UserManagement.Pages;

/// <summary>One role with its permissions, one a line.</summary>
internal static class RolePage
{
    private const int MostPermissions = 2000;

    public static async Task ShowAsync(HttpContext context)
    {
        var role = await RoleAsync(context);
        await ShowAsync(
            context,
            role,
            string.Join('\n', role.Permissions),
            context.Request.Query["done"] == "saved" ? "Saved." : "",
            "",
            200
        );
    }

    public static async Task SaveAsync(HttpContext context)
    {
        var form = context.Features.GetRequiredFeature<Form>();
        var role = await RoleAsync(context);
        var (name, text) = (role.IsSystem ? role.Name : form.Text("name"), form.Raw("permissions"));
        var values = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var wrong = values.FirstOrDefault(value => Input.RefusePermission(value) is not null);
        var refusal =
            Input.RefuseName(name)
            ?? (
                values.Length > MostPermissions ? $"A role has at most {MostPermissions} permissions."
                : wrong is not null ? $"“{wrong}” is no permission. {Input.RefusePermission(wrong)}"
                : null
            );
        if (refusal is not null)
        {
            await ShowAsync(context, role, text, "", refusal, 422);
            return;
        }

        var id = context.Id();
        var outcome = await context
            .Get<RoleStore>()
            .UpdateAsync(id, UserPage.Version(form), name, values, context.Audit(), context.RequestAborted);
        if (outcome == ChangeOutcome.Done)
        {
            await PageEndpoints.SeeOther(context, $"/roles/{id}?done=saved");
            return;
        }

        var problem = Requests.Explain(outcome);
        await ShowAsync(context, await RoleAsync(context), text, "", problem.Detail!, problem.Status);
    }

    public static async Task ConfirmDeleteAsync(HttpContext context)
    {
        var role = await RoleAsync(context);
        await Confirm.ShowAsync(
            context,
            $"Delete the role {role.Name}?",
            role.Users == 0 ? "No user has it." : $"{role.Users} users have it and lose what it allows.",
            role.Version,
            $"/roles/{role.Id}"
        );
    }

    public static async Task DeleteAsync(HttpContext context)
    {
        Requests.MustBeDone(
            await context
                .Get<RoleStore>()
                .DeleteAsync(
                    context.Id(),
                    UserPage.Version(context.Features.GetRequiredFeature<Form>()),
                    context.Audit(),
                    context.RequestAborted
                )
        );
        await PageEndpoints.SeeOther(context, "/roles?done=deleted");
    }

    private static async Task<Role> RoleAsync(HttpContext context) =>
        await context.Get<RoleStore>().FindAsync(context.Id(), context.RequestAborted)
        ?? throw new ProblemException(404, "There is no such role, or not any more.");

    private static Task ShowAsync(HttpContext context, Role role, string permissions, string done, string refusal, int status)
    {
        var at = context.Request.PathBase.Value;
        var name = role.IsSystem
            ? Html.Of($"""<p class="quiet">A role of the system: its name stays, and it can't be deleted.</p>""")
            : Html.Of(
                $"""<label for="name">Name</label><input id="name" name="name" value="{role.Name}" required maxlength="100" autocomplete="off">"""
            );
        var delete = role.IsSystem ? Html.Empty : Html.Of($"""<a class="button danger" href="{at}/roles/{role.Id}/delete">Delete …</a>""");
        return Layout.WriteAsync(
            context,
            role.Name,
            Html.Of(
                $"""
                {Layout.Message("good", done)}{Layout.Message("bad", refusal)}
                <div class="head"><h1>{role.Name}</h1><span class="quiet">{role.Users} {(role.Users == 1 ? "user" : "users")}</span></div>
                <section class="card">
                <form method="post" action="{at}/roles/{role.Id}" class="stack">
                {Layout.Token(context)}<input type="hidden" name="version" value="{role.Version}">
                {name}
                <label for="permissions">Permissions</label>
                <p id="hint" class="hint">One a line, such as <code>conceptset:*:get</code>. A star stands for anything, and what ends early holds for all below it.</p>
                <textarea id="permissions" name="permissions" rows="16" spellcheck="false" aria-describedby="hint">{"\n"
                    + permissions}</textarea>
                <div class="row"><button class="button primary">Save</button>{delete}</div>
                </form>
                </section>
                """
            ),
            status
        );
    }
}
