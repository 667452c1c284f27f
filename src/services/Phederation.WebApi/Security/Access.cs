using System.Globalization;
using Npgsql;
using Phederation.Services.Hosting.Problems;
using Phederation.WebApi.Data;

namespace Phederation.WebApi.Security;

/// <summary>What a request may do. In the standard edition everybody may do everything.</summary>
internal sealed class Access(Edition edition, NpgsqlDataSource database)
{
    /// <summary>The permission that a path and a method need, as WebAPI writes it: <c>conceptset:7:items:put</c>.</summary>
    /// <param name="path">The path below /WebAPI.</param>
    /// <param name="method">The method.</param>
    public static string Permission(PathString path, string method)
    {
        var parts = (path.Value ?? "")
            .Trim('/')
            .Replace(":", "&colon;", StringComparison.Ordinal)
            .Replace(",", "&comma;", StringComparison.Ordinal)
            .Replace("*", "&asterisk;", StringComparison.Ordinal)
            .Split('/', StringSplitOptions.RemoveEmptyEntries)
            .Select(part => string.Concat(part.Select(letter => char.IsWhiteSpace(letter) || char.IsControl(letter) ? '_' : letter)));
        var verb = HttpMethods.IsHead(method) ? "get" : method;
        // A name in a path can be long; no permission is about one.
        return string.Join(':', parts.Select(part => part.Length > 48 ? part[..48] : part).Append(verb)).ToLowerInvariant();
    }

    /// <summary>Whether a request may do something.</summary>
    /// <param name="context">The request.</param>
    /// <param name="permission">Such as "conceptset:7:put".</param>
    public async Task<bool> AllowsAsync(HttpContext context, string permission)
    {
        if (!edition.IsSecure)
        {
            return true;
        }

        return CurrentAccount.Of(context) is { } account
            && (account.Permissions.Allows(permission) || await OwnsAsync(account, permission, context.RequestAborted));
    }

    /// <summary>Ends a request that may not do something.</summary>
    /// <exception cref="ProblemException">401 or 403.</exception>
    public async Task RequireAsync(HttpContext context, string permission)
    {
        if (!await AllowsAsync(context, permission))
        {
            throw new ProblemException(
                CurrentAccount.Of(context) is null
                    ? Problem.Of(401, "Sign in, and send the token as Authorization: Bearer.")
                    : Problem.Of(403, "Your roles do not allow this.")
            );
        }
    }

    // Who made something may do with it what can be done with it.
    private async Task<bool> OwnsAsync(CurrentAccount account, string permission, CancellationToken cancellationToken)
    {
        if (
            permission.Split(':') is not [var kind and ("conceptset" or "cohortdefinition"), var number, ..]
            || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        )
        {
            return false;
        }

        var (table, key) = kind == "conceptset" ? ("concept_set", "concept_set_id") : ("cohort_definition", "id");
        var owned = await database.QueryAsync(
            $"SELECT true FROM webapi.{table} WHERE {key} = $1 AND created_by_id = $2",
            row => row.GetBoolean(0),
            cancellationToken,
            id,
            account.Id
        );
        return owned.Count > 0;
    }
}
