using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Phederation.Accounts.Passwords;
using Phederation.Accounts.Users;
using Phederation.Hypertext;
using Phederation.UserManagement.Web;

namespace Phederation.UserManagement.Pages;

/// <summary>Makes an account. The password is generated and shown once: who makes accounts need not think passwords up.</summary>
internal static class UserNewPage
{
    public static Task ShowAsync(HttpContext context) => ShowAsync(context, "", "", [], "", 200);

    public static async Task CreateAsync(HttpContext context)
    {
        var form = context.Features.GetRequiredFeature<Form>();
        var (login, name, roles) = (form.Text("login"), form.Text("name"), form.Numbers("role"));
        if ((Input.RefuseLogin(login) ?? Input.RefuseName(name)) is { } refusal)
        {
            await ShowAsync(context, login, name, roles, refusal, 422);
            return;
        }

        var password = GeneratedPassword.Create();
        var (outcome, id) = await context
            .Get<AccountStore>()
            .CreateAsync(
                new NewAccount(login, name, Account.SystemOrigin, PasswordHash.Create(password), MustChangePassword: true, roles),
                context.Audit(),
                context.RequestAborted
            );
        if (outcome != ChangeOutcome.Done)
        {
            var reason = outcome == ChangeOutcome.Duplicate ? "There is a user of this login already." : Requests.Explain(outcome).Detail!;
            await ShowAsync(context, login, name, roles, reason, Requests.Explain(outcome).Status);
            return;
        }

        await ShowPasswordAsync(context, login, password, id, "The user is made");
    }

    /// <summary>Shows a generated password, this once.</summary>
    public static Task ShowPasswordAsync(HttpContext context, string login, string password, int id, string title) =>
        Layout.WriteAsync(
            context,
            title,
            Html.Of(
                $"""
                <div class="narrow card">
                <h1>{title}</h1>
                <p>Give this password to the person, not by the same way as the login. It is for one sign-in, at which another must be chosen; it is not shown again.</p>
                <dl class="secret"><dt>Login</dt><dd>{login}</dd><dt>Password</dt><dd><code>{password}</code></dd></dl>
                <p><a class="button primary" href="{context.Request.PathBase.Value}/users/{id}">Go on to the user</a></p>
                </div>
                """
            )
        );

    private static async Task ShowAsync(
        HttpContext context,
        string login,
        string name,
        IReadOnlyList<int> roles,
        string refusal,
        int status
    )
    {
        var all = await context.Get<RoleStore>().ListAsync(context.RequestAborted);
        await Layout.WriteAsync(
            context,
            "New user",
            Html.Of(
                $"""
                <div class="narrow card">
                <h1>New user</h1>
                {Layout.Message("bad", refusal)}
                <form method="post" class="stack">
                {Layout.Token(context)}
                <label for="login">Login</label>
                <input id="login" name="login" value="{login}" required maxlength="100" autocomplete="off" autocapitalize="none" spellcheck="false" autofocus>
                <label for="name">Name</label>
                <input id="name" name="name" value="{name}" required maxlength="100" autocomplete="off">
                {UserPage.RoleBoxes(all, roles)}
                <div class="row"><button class="button primary">Make the user</button><a class="button" href="{context.Request.PathBase.Value}/users">Cancel</a></div>
                </form>
                </div>
                """
            ),
            status
        );
    }
}
