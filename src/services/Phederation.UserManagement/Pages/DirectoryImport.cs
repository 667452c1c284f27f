using Microsoft.AspNetCore.Http;
using Phederation.Accounts.Directory;
using Phederation.Accounts.Users;
using Phederation.Services.Hosting.Problems;
using Phederation.UserManagement.Web;

namespace Phederation.UserManagement.Pages;

/// <summary>What pages and programs do with the directory.</summary>
internal static class DirectoryImport
{
    private const int Most = 200;

    /// <summary>Searches people.</summary>
    /// <exception cref="ProblemException">There is no directory, it is away, or the filter is wrong.</exception>
    public static async Task<DirectoryPreview> PreviewAsync(HttpContext context, string filter)
    {
        var (people, hasMore) = await SearchAsync(context, filter);
        var accounts = context.Get<AccountStore>();
        var preview = new List<DirectoryPreviewPerson>();
        foreach (var person in people)
        {
            var isKnown = await accounts.FindAsync(person.Login, context.RequestAborted) is not null;
            preview.Add(new DirectoryPreviewPerson(person.Login, person.Name, isKnown));
        }

        return new DirectoryPreview(preview, hasMore);
    }

    /// <summary>
    /// Makes accounts of people whom the filter finds; whoever has one already is passed over. The names are the directory's, not what the client
    /// sent along.
    /// </summary>
    /// <returns>The logins of the new accounts.</returns>
    /// <exception cref="ProblemException">There is no directory, it is away, the filter is wrong, or it does not find one of the people.</exception>
    public static async Task<IReadOnlyList<string>> ImportAsync(
        HttpContext context,
        string filter,
        IReadOnlyList<string> logins,
        IReadOnlyList<int> roles
    )
    {
        var (people, _) = await SearchAsync(context, filter);
        var chosen = logins
            .Distinct(StringComparer.Ordinal)
            .Select(login =>
                people.FirstOrDefault(person => person.Login == login)
                ?? throw new ProblemException(422, "The directory does not find one of the people by this filter any more.")
            )
            .ToArray();
        if (chosen.Any(person => Input.RefuseLogin(person.Login) is not null))
        {
            throw new ProblemException(422, $"One of the logins can't be used here. {Input.RefuseLogin("")}");
        }

        var made = new List<string>();
        foreach (var person in chosen)
        {
            var name = Input.RefuseName(person.Name) is null ? person.Name : person.Login;
            var (outcome, _) = await context
                .Get<AccountStore>()
                .CreateAsync(
                    new NewAccount(person.Login, name, Account.DirectoryOrigin, PasswordHash: null, MustChangePassword: false, roles),
                    context.Audit(),
                    context.RequestAborted
                );
            if (outcome == ChangeOutcome.Done)
            {
                made.Add(person.Login);
            }
            else if (outcome != ChangeOutcome.Duplicate)
            {
                throw new ProblemException(Requests.Explain(outcome));
            }
        }

        return made;
    }

    private static async Task<(IReadOnlyList<DirectoryPerson> People, bool HasMore)> SearchAsync(HttpContext context, string filter)
    {
        var directory =
            context.RequestServices.GetService(typeof(IDirectory)) as IDirectory
            ?? throw new ProblemException(404, "No directory is set for this site.");
        try
        {
            var (people, hasMore) = await directory.SearchAsync(filter, Most, context.RequestAborted);
            return ([.. people.DistinctBy(person => person.Login).OrderBy(person => person.Login, StringComparer.Ordinal)], hasMore);
        }
        catch (FormatException exception)
        {
            throw new ProblemException(Problem.Of(422, exception.Message), exception);
        }
        catch (LdapException exception)
        {
            throw new ProblemException(
                Problem.Of(503, $"{exception.Message} Try again in a moment.") with
                {
                    RetryAfterSeconds = 5,
                },
                exception
            );
        }
    }
}
