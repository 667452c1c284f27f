using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Phederation.Accounts.Passwords;
using Phederation.Accounts.SigningIn;
using Phederation.Accounts.Users;
using Phederation.Hypertext;
using Phederation.UserManagement.Sessions;
using Phederation.UserManagement.Web;

namespace Phederation.UserManagement.Pages;

/// <summary>Changes the own password; the current one is asked for, for a session may have been left open.</summary>
internal static class PasswordPage
{
    public static Task ShowAsync(HttpContext context) => ShowAsync(context, "", 200);

    public static async Task ChangeAsync(HttpContext context)
    {
        var session = context.Features.GetRequiredFeature<Session>();
        var form = context.Features.GetRequiredFeature<Form>();
        var password = form.Raw("new");
        if (await IsOfDirectoryAsync(context, session))
        {
            await ShowAsync(context, "Your password is kept by the directory. Change it there.", 409);
            return;
        }

        if (password != form.Raw("again"))
        {
            await ShowAsync(context, "The new password was not typed the same way twice.", 422);
            return;
        }

        if (PasswordPolicy.Refuse(password, session.Login) is { } refusal)
        {
            await ShowAsync(context, refusal, 422);
            return;
        }

        if (password == form.Raw("current"))
        {
            await ShowAsync(context, "The new password is the current one.", 422);
            return;
        }

        var result = await context
            .Get<SignInService>()
            .SignInAsync(session.Login, form.Raw("current"), context.TraceIdentifier, context.RequestAborted);
        if (result.Outcome == SignInOutcome.Refused)
        {
            await ShowAsync(context, "The current password is wrong, or the account is locked for some time.", 403);
            return;
        }

        Requests.MustBeDone(
            await context
                .Get<AccountStore>()
                .SetPasswordAsync(
                    session.UserId,
                    version: null,
                    PasswordHash.Create(password),
                    mustChange: false,
                    context.Audit(),
                    context.RequestAborted
                )
        );
        // All sessions ended with the old password; this browser gets a new one.
        var account = (await context.Get<AccountStore>().FindAsync(session.UserId, context.RequestAborted))!;
        SessionCookie.Write(context, await context.Get<SessionStore>().BeginAsync(account, context.RequestAborted));
        await PageEndpoints.SeeOther(context, "/users?done=password");
    }

    private static async Task<bool> IsOfDirectoryAsync(HttpContext context, Session session) =>
        (await context.Get<AccountStore>().FindAsync(session.UserId, context.RequestAborted))?.Origin == Account.DirectoryOrigin;

    private static Task ShowAsync(HttpContext context, string refusal, int status)
    {
        var session = context.Features.GetRequiredFeature<Session>();
        var reason = session.MustChangePassword ? "Your password was set by somebody else. Choose one of your own before you go on." : "";
        return Layout.WriteAsync(
            context,
            "Change my password",
            Html.Of(
                $"""
                <div class="narrow card">
                <h1>Change my password</h1>
                <p class="quiet">{reason}</p>
                {Layout.Message("bad", refusal)}
                <form method="post" class="stack">
                {Layout.Token(context)}
                <input type="hidden" name="login" value="{session.Login}" autocomplete="username">
                <label for="current">Current password</label>
                <input id="current" name="current" type="password" autocomplete="current-password" required maxlength="1024">
                <label for="new">New password</label>
                <input id="new" name="new" type="password" autocomplete="new-password" required minlength="{PasswordPolicy.Shortest}" maxlength="{PasswordPolicy.Longest}" aria-describedby="rules">
                <p id="rules" class="hint">At least {PasswordPolicy.Shortest} characters. A few words that don't belong together are easy to remember.</p>
                <label for="again">New password again</label>
                <input id="again" name="again" type="password" autocomplete="new-password" required maxlength="{PasswordPolicy.Longest}">
                <button class="button primary">Change the password</button>
                </form>
                </div>
                """
            ),
            status
        );
    }
}
