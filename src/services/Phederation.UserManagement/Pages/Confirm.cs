using Microsoft.AspNetCore.Http;
using Phederation.Hypertext;
using Phederation.UserManagement.Web;

namespace Phederation.UserManagement.Pages;

/// <summary>Asks before something goes for good.</summary>
internal static class Confirm
{
    public static Task ShowAsync(HttpContext context, string question, string consequence, int version, string back) =>
        Layout.WriteAsync(
            context,
            question,
            Html.Of(
                $"""
                <div class="narrow card">
                <h1>{question}</h1>
                <p>{consequence}</p>
                <form method="post" class="row">
                {Layout.Token(context)}<input type="hidden" name="version" value="{version}">
                <button class="button danger">Delete</button>
                <a class="button" href="{context.Request.PathBase.Value}{back}">Cancel</a>
                </form>
                </div>
                """
            )
        );
}
