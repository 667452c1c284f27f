using Microsoft.AspNetCore.Http;
using Phederation.Accounts.Auditing;
using Phederation.Accounts.Users;
using Phederation.Hypertext;
using Phederation.UserManagement.Web;

namespace Phederation.UserManagement.Pages;

/// <summary>What was done, by whom.</summary>
internal static class AuditPage
{
    private const int Size = 100;

    private static readonly (string Value, string Name)[] Actions =
    [
        ("", "Everything"),
        ("user.", "Changes of users"),
        ("role.", "Changes of roles"),
        ("permission.", "Changes of permissions"),
        ("sign-in", "Sign-ins"),
        ("sign-in.refused", "Refused sign-ins"),
    ];

    public static async Task ShowAsync(HttpContext context)
    {
        var request = context.Request;
        var (filter, to) = Filter(request);
        var number = request.QueryNumber("page", 0, 0, 10_000);
        var page = await context.Get<AuditTrail>().ListAsync(filter, number * Size, Size, context.RequestAborted);
        var options = Actions.Select(action =>
            Html.Of(
                $"""<option value="{action.Value}"{(filter.Action == action.Value ? new Html(" selected") : Html.Empty)}>{action.Name}</option>"""
            )
        );
        await Layout.WriteAsync(
            context,
            "Audit trail",
            Html.Of(
                $"""
                <div class="head"><h1>Audit trail</h1></div>
                <form class="filter" role="search">
                <div><label for="actor">Who</label><input id="actor" name="actor" value="{filter.Actor}" maxlength="200"></div>
                <div><label for="action">What</label><select id="action" name="action">{options}</select></div>
                <div><label for="subject">With whom or what</label><input id="subject" name="subject" value="{filter.Subject}" maxlength="200"></div>
                <div><label for="from">From</label><input id="from" name="from" type="date" value="{(
                    filter.From is { } from ? $"{from:yyyy-MM-dd}" : ""
                )}"></div>
                <div><label for="to">To</label><input id="to" name="to" type="date" value="{(
                    to is { } end ? $"{end:yyyy-MM-dd}" : ""
                )}"></div>
                <button class="button">Show</button>
                </form>
                {Table(page)}
                {Layout.Pager(context, number, Size, page.Total)}
                """
            )
        );
    }

    // A day as the end means the whole day.
    private static (AuditFilter Filter, DateTimeOffset? To) Filter(HttpRequest request)
    {
        var to = request.QueryTime("to");
        return (
            new AuditFilter(
                request.QueryText("actor"),
                request.QueryText("action"),
                request.QueryText("subject"),
                request.QueryTime("from"),
                to?.AddDays(1)
            ),
            to
        );
    }

    private static Html Table(Page<AuditEntry> page)
    {
        if (page.Items.Count == 0)
        {
            return Html.Of($"""<p class="empty">Nothing like that was done.</p>""");
        }

        var rows = page.Items.Select(entry =>
            Html.Of(
                $"""
                <tr>
                <td data-label="When (UTC)" class="nowrap">{$"{entry.At:yyyy-MM-dd HH:mm:ss}"}</td>
                <td data-label="Who">{entry.Actor}</td>
                <td data-label="What" class="nowrap">{entry.Action}</td>
                <td data-label="With">{entry.Subject}</td>
                <td data-label="Detail" class="detail">{entry.Detail}</td>
                </tr>
                """
            )
        );
        return Html.Of(
            $"""
            <p class="quiet" role="status">{page.Total} {(page.Total == 1 ? "entry" : "entries")}, newest first</p>
            <table>
            <thead><tr><th scope="col">When (UTC)</th><th scope="col">Who</th><th scope="col">What</th><th scope="col">With</th><th scope="col">Detail</th></tr></thead>
            <tbody>
            {rows}
            </tbody>
            </table>
            """
        );
    }
}
