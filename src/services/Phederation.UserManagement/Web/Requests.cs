using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Phederation.Accounts.Auditing;
using Phederation.Accounts.Users;
using Phederation.Services.Hosting.Problems;
using Phederation.UserManagement.Sessions;

namespace Phederation.UserManagement.Web;

/// <summary>What handlers take from a request.</summary>
internal static class Requests
{
    private const int MostOffset = 1_000_000;

    public static T Get<T>(this HttpContext context)
        where T : notnull => context.RequestServices.GetRequiredService<T>();

    /// <summary>Who does it, for the audit trail.</summary>
    public static AuditContext Audit(this HttpContext context) =>
        new(context.Features.Get<Session>()?.Login ?? "system", context.TraceIdentifier);

    /// <summary>The number in the address; the routes let only numbers through.</summary>
    public static int Id(this HttpContext context) =>
        int.TryParse(context.GetRouteValue("id")?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id
            : throw new ProblemException(404, "There is nothing of this number.");

    /// <summary>A number of the query, within bounds.</summary>
    /// <exception cref="ProblemException">It is no number, or not within the bounds.</exception>
    public static int QueryNumber(this HttpRequest request, string name, int otherwise, int least, int most) =>
        request.Query[name].ToString() is not { Length: > 0 } text ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
        : throw new ProblemException(400, $"{name} must be a whole number from {least} to {most}.");

    /// <summary>A text of the query.</summary>
    /// <exception cref="ProblemException">It is longer than 200 characters, or holds control characters.</exception>
    public static string QueryText(this HttpRequest request, string name)
    {
        var text = request.Query[name].ToString().Trim();
        return text.Length <= 200 && !text.Any(char.IsControl)
            ? text
            : throw new ProblemException(400, $"{name} is longer than 200 characters, or holds control characters.");
    }

    /// <summary>A day or a moment of the query, in UTC.</summary>
    /// <exception cref="ProblemException">It is none.</exception>
    public static DateTimeOffset? QueryTime(this HttpRequest request, string name) =>
        request.Query[name].ToString() is not { Length: > 0 } text ? null
        : DateTimeOffset.TryParseExact(
            text,
            ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mmK"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time
        )
            ? time
        : throw new ProblemException(400, $"{name} must be a day such as 2026-05-01, or a moment such as 2026-05-01T12:00:00Z.");

    /// <summary>How many entries of a list are passed over.</summary>
    public static int Offset(this HttpRequest request) => request.QueryNumber("offset", 0, 0, MostOffset);

    /// <summary>What a change that was not done means to whoever asked for it.</summary>
    public static Problem Explain(ChangeOutcome outcome) =>
        outcome switch
        {
            ChangeOutcome.NotFound => Problem.Of(404, "It is not there, or not any more."),
            ChangeOutcome.VersionConflict => Problem.Of(
                412,
                "Somebody else changed it in the meantime. Look at it again, then repeat your change."
            ),
            ChangeOutcome.Duplicate => Problem.Of(409, "Something of this name is there already.") with { Code = "duplicate" },
            ChangeOutcome.UnknownReference => Problem.Of(422, "A role that is named is not there."),
            ChangeOutcome.LastAdministrator => Problem.Of(
                409,
                "Nobody could administer the site afterwards: this is its last administrator."
            ) with
            {
                Code = "last-administrator",
            },
            ChangeOutcome.NotAllowed => Problem.Of(
                409,
                "This can't be changed: the role came with the system, or the password is kept by the directory."
            ) with
            {
                Code = "not-allowed",
            },
            _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
        };

    /// <summary>Ends the request where a change was not done.</summary>
    public static void MustBeDone(ChangeOutcome outcome)
    {
        if (outcome != ChangeOutcome.Done)
        {
            throw new ProblemException(Explain(outcome));
        }
    }
}
