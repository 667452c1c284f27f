using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Phederation.Accounts.Directory;
using Phederation.Accounts.Users;
using Phederation.Hypertext;
using Phederation.Services.Hosting.Problems;
using Phederation.UserManagement.Web;

namespace Phederation.UserManagement.Pages;

/// <summary>Finds people in the directory, shows them, and makes accounts of those that are ticked.</summary>
internal static class DirectoryPage
{
    private const string Everybody = "(objectClass=person)";

    public static async Task ShowAsync(HttpContext context)
    {
        var filter = context.Request.QueryText("filter");
        if (filter.Length == 0)
        {
            await ShowAsync(context, Everybody, Html.Empty, "", 200);
            return;
        }

        try
        {
            var preview = await DirectoryImport.PreviewAsync(context, filter);
            await ShowAsync(context, filter, await ResultAsync(context, filter, preview), "", 200);
        }
        catch (ProblemException exception) when (exception.Problem.Status is 422 or 503)
        {
            await ShowAsync(context, filter, Html.Empty, exception.Problem.Detail!, exception.Problem.Status);
        }
    }

    public static async Task ImportAsync(HttpContext context)
    {
        var form = context.Features.GetRequiredFeature<Form>();
        var (filter, logins) = (form.Text("filter"), form.Texts("login"));
        if (logins.Count == 0)
        {
            var preview = await DirectoryImport.PreviewAsync(context, filter);
            await ShowAsync(context, filter, await ResultAsync(context, filter, preview), "Tick the people to import.", 422);
            return;
        }

        await DirectoryImport.ImportAsync(context, filter, logins, form.Numbers("role"));
        await PageEndpoints.SeeOther(context, "/users?done=imported");
    }

    private static async Task<Html> ResultAsync(HttpContext context, string filter, DirectoryPreview preview)
    {
        if (preview.People.Count == 0)
        {
            return Html.Of($"""<p class="empty">The directory has nobody like that.</p>""");
        }

        var roles = await context.Get<RoleStore>().ListAsync(context.RequestAborted);
        var rows = preview.People.Select(person =>
            Html.Of(
                $"""
                <tr>
                <td>{Box(person)}</td>
                <th scope="row" data-label="Login"><label for="p-{person.Login}">{person.Login}</label></th>
                <td data-label="Name">{person.Name}</td>
                <td data-label="State">{(person.IsKnown ? "has an account" : "new")}</td>
                </tr>
                """
            )
        );
        return Html.Of(
            $"""
            <form method="post" action="{context.Request.PathBase.Value}/directory">
            {Layout.Token(context)}<input type="hidden" name="filter" value="{filter}">
            <p class="quiet" role="status">{preview.People.Count} people{(
                preview.HasMore ? "; there are more, so narrow the search" : ""
            )}</p>
            <table>
            <thead><tr><td></td><th scope="col">Login</th><th scope="col">Name</th><th scope="col">State</th></tr></thead>
            <tbody>
            {rows}
            </tbody>
            </table>
            {UserPage.RoleBoxes(roles, [])}
            <button class="button primary">Import who is ticked</button>
            </form>
            """
        );
    }

    private static Html Box(DirectoryPreviewPerson person) =>
        person.IsKnown
            ? Html.Empty
            : Html.Of(
                $"""<input type="checkbox" id="p-{person.Login}" name="login" value="{person.Login}" aria-label="Import {person.Login}">"""
            );

    private static Task ShowAsync(HttpContext context, string filter, Html result, string refusal, int status)
    {
        if (context.RequestServices.GetService(typeof(IDirectory)) is null)
        {
            throw new ProblemException(404, "No directory is set for this site.");
        }

        return Layout.WriteAsync(
            context,
            "Directory",
            Html.Of(
                $"""
                {Layout.Message("bad", refusal)}
                <div class="head"><h1>Import from the directory</h1></div>
                <form class="search" role="search" action="{context.Request.PathBase.Value}/directory">
                <label for="filter">LDAP filter</label>
                <input id="filter" name="filter" value="{filter}" required maxlength="200" spellcheck="false" autocapitalize="none">
                <button class="button primary">Search</button>
                </form>
                {result}
                """
            ),
            status
        );
    }
}
