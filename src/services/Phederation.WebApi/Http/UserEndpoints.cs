using Microsoft.AspNetCore.Http.HttpResults;
using Phederation.Accounts.Directory;
using Phederation.Accounts.SigningIn;
using Phederation.Services.Hosting.Problems;
using Phederation.WebApi.Security;

namespace Phederation.WebApi.Http;

/// <summary>/user: signing in and out, and who somebody is. A token is in the header Bearer of the answer.</summary>
internal static class UserEndpoints
{
    private const int LongestField = 1024;
    private const string Header = "Bearer";

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes, bool isSecure)
    {
        var group = routes.MapGroup("/user");
        if (!isSecure)
        {
            group.MapGet("/me", Nobody);
            return;
        }

        group.MapPost("/login", LoginAsync).DisableAntiforgery();
        group.MapPost("/login/db", LoginAsync).DisableAntiforgery();
        group.MapPost("/login/ldap", LoginAsync).DisableAntiforgery();
        group.MapGet("/me", Me);
        group.MapMethods("/refresh", ["GET", "POST"], RefreshAsync);
        group.MapMethods("/logout", ["GET", "POST"], SignOutAsync);
    }

    private static async Task<Ok<PermissionIndex>> LoginAsync(
        HttpContext context,
        SignInService signIn,
        AccessTokens tokens,
        CancellationToken cancellationToken
    )
    {
        var (login, password) = await CredentialsAsync(context.Request, cancellationToken);
        var (token, account) = await SignInAsync(login, password, context.TraceIdentifier, signIn, tokens, cancellationToken);
        context.Response.Headers[Header] = token;
        return TypedResults.Ok(new PermissionIndex(PermissionIndex.Of(account.Permissions.Texts)));
    }

    /// <summary>Signs somebody in.</summary>
    /// <exception cref="ProblemException">401: no. 403: the password must be changed first. 503: the directory does not answer.</exception>
    public static async Task<(string Token, CurrentAccount Account)> SignInAsync(
        string login,
        string password,
        string request,
        SignInService signIn,
        AccessTokens tokens,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var result = await signIn.SignInAsync(login, password, request, cancellationToken);
            return result switch
            {
                { Outcome: SignInOutcome.SignedIn, Account: { } account } => await tokens.IssueAsync(account, cancellationToken),
                { Outcome: SignInOutcome.MustChangePassword } => throw new ProblemException(
                    403,
                    "The password must be changed first, in the user management of this site."
                ),
                _ => throw new ProblemException(401, SignInResult.Refusal),
            };
        }
        catch (LdapException exception)
        {
            throw new ProblemException(
                Problem.Of(503, "The directory that people sign in with does not answer.") with
                {
                    RetryAfterSeconds = 10,
                },
                exception
            );
        }
    }

    private static Ok<UserDto> Me(HttpContext context)
    {
        var account = CurrentAccount.Of(context) ?? throw new ProblemException(401, "Sign in first.");
        return TypedResults.Ok(UserDto.Of(account.Id, account.Login, account.Name, account.Permissions.Texts));
    }

    private static Ok<UserDto> Nobody() => TypedResults.Ok(UserDto.Of(id: null, "anonymous", "anonymous", ["*"]));

    private static async Task<Ok<PermissionIndex>> RefreshAsync(
        HttpContext context,
        Accounts.Users.AccountStore accounts,
        AccessTokens tokens,
        CancellationToken cancellationToken
    )
    {
        var account = CurrentAccount.Of(context) is { } current ? await accounts.FindAsync(current.Id, cancellationToken) : null;
        if (account is not { IsDisabled: false })
        {
            throw new ProblemException(401, "Sign in first.");
        }

        var (token, fresh) = await tokens.IssueAsync(account, cancellationToken);
        if (AccessMiddleware.Token(context) is { } old)
        {
            await tokens.RevokeAsync(old, cancellationToken);
        }

        context.Response.Headers[Header] = token;
        return TypedResults.Ok(new PermissionIndex(PermissionIndex.Of(fresh.Permissions.Texts)));
    }

    private static async Task<Ok> SignOutAsync(HttpContext context, AccessTokens tokens)
    {
        if (AccessMiddleware.Token(context) is { } token)
        {
            await tokens.RevokeAsync(token, context.RequestAborted);
        }

        return TypedResults.Ok();
    }

    private static async Task<(string Login, string Password)> CredentialsAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.HasFormContentType || request.ContentLength > 8 * LongestField)
        {
            throw new ProblemException(415, "Send login and password as application/x-www-form-urlencoded.");
        }

        try
        {
            var form = await request.ReadFormAsync(cancellationToken);
            string login = form["login"].ToString();
            string password = form["password"].ToString();
            return login.Length is > 0 and <= LongestField && password.Length is > 0 and <= LongestField
                ? (login, password)
                : throw new ProblemException(400, "login and password are needed.");
        }
        catch (InvalidDataException exception)
        {
            throw new ProblemException(Problem.Of(400, "The form can't be read."), exception);
        }
    }
}
