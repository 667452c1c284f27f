using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Phederation.Accounts.Passwords;
using Phederation.Accounts.Users;
using Phederation.Services.Hosting.Json;
using Phederation.Services.Hosting.Problems;
using Phederation.UserManagement.Web;

namespace Phederation.UserManagement.Api;

/// <summary>Accounts, for programs.</summary>
internal static class UserApi
{
    private const int MostRoles = 200;

    public static async Task<Ok<UserListModel>> ListAsync(HttpRequest request, AccountStore accounts, CancellationToken cancellationToken)
    {
        var page = await accounts.ListAsync(
            request.QueryText("search"),
            request.Offset(),
            request.QueryNumber("limit", 100, 1, 500),
            cancellationToken
        );
        return TypedResults.Ok(new UserListModel([.. page.Items.Select(UserModel.Of)], page.Total));
    }

    public static async Task<Ok<UserModel>> ShowAsync(
        int id,
        HttpResponse response,
        AccountStore accounts,
        CancellationToken cancellationToken
    )
    {
        var account = await FindAsync(id, accounts, cancellationToken);
        Versions.Tell(response, account.Version);
        return TypedResults.Ok(UserModel.Of(account));
    }

    public static async Task<Created<CreatedUserModel>> CreateAsync(
        HttpRequest request,
        AccountStore accounts,
        CancellationToken cancellationToken
    )
    {
        var user = await BoundedJson.ReadAsync(request, ApiJson.Default.NewUserModel, JsonBounds.Small, cancellationToken);
        Refuse(Input.RefuseLogin(user.Login));
        Refuse(Input.RefuseName(user.Name));
        Refuse(user.RoleIds?.Count > MostRoles ? "A user has too many roles." : null);
        if (user.Password is { } given)
        {
            Refuse(PasswordPolicy.Refuse(given, user.Login));
        }

        var password = user.Password ?? GeneratedPassword.Create();
        var (outcome, id) = await accounts.CreateAsync(
            new NewAccount(
                user.Login,
                user.Name,
                Account.SystemOrigin,
                PasswordHash.Create(password),
                user.MustChangePassword || user.Password is null,
                user.RoleIds ?? []
            ),
            request.HttpContext.Audit(),
            cancellationToken
        );
        Requests.MustBeDone(outcome);
        var account = await FindAsync(id, accounts, cancellationToken);
        Versions.Tell(request.HttpContext.Response, account.Version);
        return TypedResults.Created(
            $"{request.PathBase}/api/users/{id}",
            new CreatedUserModel(UserModel.Of(account), user.Password is null ? password : null)
        );
    }

    public static async Task<Ok<UserModel>> ChangeAsync(
        int id,
        HttpRequest request,
        AccountStore accounts,
        CancellationToken cancellationToken
    )
    {
        var version = Versions.Required(request);
        var change = await BoundedJson.ReadAsync(request, ApiJson.Default.UserChangeModel, JsonBounds.Small, cancellationToken);
        Refuse(change.Name is { } name ? Input.RefuseName(name) : null);
        Refuse(change.RoleIds?.Count > MostRoles ? "A user has too many roles." : null);
        Requests.MustBeDone(
            await accounts.UpdateAsync(
                id,
                version,
                new AccountChange(change.Name, change.Disabled, change.RoleIds),
                request.HttpContext.Audit(),
                cancellationToken
            )
        );
        return await ShowAsync(id, request.HttpContext.Response, accounts, cancellationToken);
    }

    public static async Task<Ok<PasswordModel>> ResetPasswordAsync(
        int id,
        HttpRequest request,
        AccountStore accounts,
        CancellationToken cancellationToken
    )
    {
        var password = GeneratedPassword.Create();
        Requests.MustBeDone(
            await accounts.SetPasswordAsync(
                id,
                Versions.Required(request),
                PasswordHash.Create(password),
                mustChange: true,
                request.HttpContext.Audit(),
                cancellationToken
            )
        );
        return TypedResults.Ok(new PasswordModel(password));
    }

    public static async Task<Ok<UserModel>> UnlockAsync(
        int id,
        HttpRequest request,
        AccountStore accounts,
        CancellationToken cancellationToken
    )
    {
        Requests.MustBeDone(await accounts.UnlockAsync(id, Versions.Required(request), request.HttpContext.Audit(), cancellationToken));
        return await ShowAsync(id, request.HttpContext.Response, accounts, cancellationToken);
    }

    public static async Task<NoContent> DeleteAsync(int id, HttpRequest request, AccountStore accounts, CancellationToken cancellationToken)
    {
        Requests.MustBeDone(await accounts.DeleteAsync(id, Versions.Required(request), request.HttpContext.Audit(), cancellationToken));
        return TypedResults.NoContent();
    }

    /// <summary>Ends the request where a value may not be stored.</summary>
    public static void Refuse(string? reason)
    {
        if (reason is not null)
        {
            throw new ProblemException(422, reason);
        }
    }

    private static async Task<Account> FindAsync(int id, AccountStore accounts, CancellationToken cancellationToken) =>
        await accounts.FindAsync(id, cancellationToken) ?? throw new ProblemException(404, "There is no such user.");
}
