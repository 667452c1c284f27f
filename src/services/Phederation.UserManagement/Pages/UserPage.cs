using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Phederation.Accounts.Passwords;
using Phederation.Accounts.Users;
using Phederation.Hypertext;
using Phederation.Services.Hosting.Problems;
using Phederation.UserManagement.Web;

namespace Phederation.UserManagement.Pages;

/// <summary>One account. Its form carries the version that was shown: who saves over somebody else's change is told.</summary>
internal static class UserPage
{
    public static async Task ShowAsync(HttpContext context) =>
        await ShowAsync(context, await AccountAsync(context), context.Request.Query["done"] == "saved" ? "Saved." : "", "", 200);

    public static async Task SaveAsync(HttpContext context)
    {
        var form = context.Features.GetRequiredFeature<Form>();
        var name = form.Text("name");
        if (Input.RefuseName(name) is { } refusal)
        {
            await ShowAsync(context, await AccountAsync(context), "", refusal, 422);
            return;
        }

        await FinishAsync(
            context,
            await context
                .Get<AccountStore>()
                .UpdateAsync(
                    context.Id(),
                    Version(form),
                    new AccountChange(name, form.Flag("disabled"), form.Numbers("role")),
                    context.Audit(),
                    context.RequestAborted
                )
        );
    }

    public static async Task ResetPasswordAsync(HttpContext context)
    {
        var account = await AccountAsync(context);
        var password = GeneratedPassword.Create();
        var outcome = await context
            .Get<AccountStore>()
            .SetPasswordAsync(
                account.Id,
                Version(context.Features.GetRequiredFeature<Form>()),
                PasswordHash.Create(password),
                mustChange: true,
                context.Audit(),
                context.RequestAborted
            );
        if (outcome == ChangeOutcome.Done)
        {
            await UserNewPage.ShowPasswordAsync(context, account.Login, password, account.Id, "The password is reset");
        }
        else
        {
            await FinishAsync(context, outcome);
        }
    }

    public static async Task UnlockAsync(HttpContext context) =>
        await FinishAsync(
            context,
            await context
                .Get<AccountStore>()
                .UnlockAsync(context.Id(), Version(context.Features.GetRequiredFeature<Form>()), context.Audit(), context.RequestAborted)
        );

    public static async Task ConfirmDeleteAsync(HttpContext context)
    {
        var account = await AccountAsync(context);
        await Confirm.ShowAsync(
            context,
            $"Delete {account.Login}?",
            "The account, its password and its roles go for good; what it did stays in the audit trail. To keep somebody out for some time, disable the account instead.",
            account.Version,
            $"/users/{account.Id}"
        );
    }

    public static async Task DeleteAsync(HttpContext context)
    {
        var outcome = await context
            .Get<AccountStore>()
            .DeleteAsync(context.Id(), Version(context.Features.GetRequiredFeature<Form>()), context.Audit(), context.RequestAborted);
        if (outcome == ChangeOutcome.Done)
        {
            await PageEndpoints.SeeOther(context, "/users?done=deleted");
        }
        else
        {
            await FinishAsync(context, outcome);
        }
    }

    /// <summary>The version that a form was made from.</summary>
    public static int Version(Form form) =>
        int.TryParse(form.Raw("version"), out var version) ? version : throw new ProblemException(400, "The form names no version.");

    /// <summary>A box for each role.</summary>
    public static Html RoleBoxes(IReadOnlyList<Role> roles, IReadOnlyList<int> ticked) =>
        Html.Of(
            $"""
            <fieldset><legend>Roles</legend>
            <div class="boxes">
            {roles.Select(role =>
                Html.Of(
                    $"""<label class="box"><input type="checkbox" name="role" value="{role.Id}"{Attribute(ticked.Contains(role.Id), " checked")}> {role.Name}</label>"""
                )
            )}
            </div></fieldset>
            """
        );

    private static Html Attribute(bool isSet, string text) => isSet ? new Html(text) : Html.Empty;

    private static async Task<Account> AccountAsync(HttpContext context) =>
        await context.Get<AccountStore>().FindAsync(context.Id(), context.RequestAborted)
        ?? throw new ProblemException(404, "There is no such user, or not any more.");

    private static async Task FinishAsync(HttpContext context, ChangeOutcome outcome)
    {
        if (outcome == ChangeOutcome.Done)
        {
            await PageEndpoints.SeeOther(context, $"/users/{context.Id()}?done=saved");
            return;
        }

        var problem = Requests.Explain(outcome);
        await ShowAsync(context, await AccountAsync(context), "", problem.Detail!, problem.Status);
    }

    private static async Task ShowAsync(HttpContext context, Account account, string done, string refusal, int status)
    {
        var at = context.Request.PathBase.Value;
        var roles = await context.Get<RoleStore>().ListAsync(context.RequestAborted);
        var now = context.Get<TimeProvider>().GetUtcNow();
        await Layout.WriteAsync(
            context,
            account.Login,
            Html.Of(
                $"""
                {Layout.Message("good", done)}{Layout.Message("bad", refusal)}
                <div class="head"><h1>{account.Login} {UserListPage.State(account, now)}</h1></div>
                <div class="columns">
                <section class="card" aria-labelledby="account"><h2 id="account">Account</h2>
                <form method="post" action="{at}/users/{account.Id}" class="stack">
                {Layout.Token(context)}<input type="hidden" name="version" value="{account.Version}">
                <label for="name">Name</label>
                <input id="name" name="name" value="{account.Name}" required maxlength="100" autocomplete="off">
                {RoleBoxes(roles, [.. account.Roles.Select(role => role.Id)])}
                <label class="box"><input type="checkbox" name="disabled"{Attribute(
                    account.IsDisabled,
                    " checked"
                )}> Disabled: may not sign in</label>
                <button class="button primary">Save</button>
                </form>
                </section>
                <section class="card" aria-labelledby="signing"><h2 id="signing">Signing in</h2>
                <dl>
                <dt>Password kept by</dt><dd>{(account.Origin == Account.DirectoryOrigin ? "the directory" : "this site")}</dd>
                <dt>Last sign-in (UTC)</dt><dd>{(account.LastSignIn is { } last ? $"{last:yyyy-MM-dd HH:mm}" : "never")}</dd>
                {Locked(account, now)}
                </dl>
                {Actions(context, account, now)}
                </section>
                </div>
                """
            ),
            status
        );
    }

    private static Html Locked(Account account, DateTimeOffset now) =>
        account.LockedUntil is { } until && until > now
            ? Html.Of($"""<dt>Locked until (UTC)</dt><dd>{$"{until:yyyy-MM-dd HH:mm:ss}"}</dd>""")
            : Html.Empty;

    private static Html Actions(HttpContext context, Account account, DateTimeOffset now)
    {
        var at = $"{context.Request.PathBase.Value}/users/{account.Id}";
        Html Button(string action, string text) =>
            Html.Of(
                $"""
                <form method="post" action="{at}/{action}">{Layout.Token(
                    context
                )}<input type="hidden" name="version" value="{account.Version}"><button class="button">{text}</button></form>
                """
            );
        return Html.Of(
            $"""
            <div class="row">
            {(account.Origin == Account.DirectoryOrigin ? Html.Empty : Button("password", "Reset the password"))}
            {(account.LockedUntil > now ? Button("unlock", "Unlock") : Html.Empty)}
            <a class="button danger" href="{at}/delete">Delete …</a>
            </div>
            <p><a href="{context.Request.PathBase.Value}/audit?subject={Uri.EscapeDataString(
                "user " + account.Login
            )}">What was done with this account</a></p>
            """
        );
    }
}
