using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Phederation.Accounts.Users;
using Phederation.Services.Hosting.Json;
using Phederation.Services.Hosting.Problems;
using Phederation.UserManagement.Web;

namespace Phederation.UserManagement.Api;

/// <summary>Roles, for programs.</summary>
internal static class RoleApi
{
    private const int MostPermissions = 2000;

    public static async Task<Ok<IReadOnlyList<Role>>> ListAsync(RoleStore roles, CancellationToken cancellationToken) =>
        TypedResults.Ok(await roles.ListAsync(cancellationToken));

    public static async Task<Ok<Role>> ShowAsync(int id, HttpResponse response, RoleStore roles, CancellationToken cancellationToken)
    {
        var role = await roles.FindAsync(id, cancellationToken) ?? throw new ProblemException(404, "There is no such role.");
        Versions.Tell(response, role.Version);
        return TypedResults.Ok(role);
    }

    public static async Task<Created<Role>> CreateAsync(HttpRequest request, RoleStore roles, CancellationToken cancellationToken)
    {
        var role = await BoundedJson.ReadAsync(request, ApiJson.Default.NewRoleModel, JsonBounds.Small, cancellationToken);
        UserApi.Refuse(Input.RefuseName(role.Name));
        var (outcome, id) = await roles.CreateAsync(role.Name, request.HttpContext.Audit(), cancellationToken);
        Requests.MustBeDone(outcome);
        var made = (await ShowAsync(id, request.HttpContext.Response, roles, cancellationToken)).Value!;
        return TypedResults.Created($"{request.PathBase}/api/roles/{id}", made);
    }

    public static async Task<Ok<Role>> ChangeAsync(int id, HttpRequest request, RoleStore roles, CancellationToken cancellationToken)
    {
        var version = Versions.Required(request);
        var change = await BoundedJson.ReadAsync(request, ApiJson.Default.RoleChangeModel, JsonBounds.Small, cancellationToken);
        UserApi.Refuse(change.Name is { } name ? Input.RefuseName(name) : null);
        UserApi.Refuse(change.Permissions?.Count > MostPermissions ? $"A role has at most {MostPermissions} permissions." : null);
        UserApi.Refuse(
            change
                .Permissions?.Select(value => value is null ? "A permission is null." : Input.RefusePermission(value))
                .FirstOrDefault(reason => reason is not null)
        );
        Requests.MustBeDone(
            await roles.UpdateAsync(id, version, change.Name, change.Permissions, request.HttpContext.Audit(), cancellationToken)
        );
        return await ShowAsync(id, request.HttpContext.Response, roles, cancellationToken);
    }

    public static async Task<NoContent> DeleteAsync(int id, HttpRequest request, RoleStore roles, CancellationToken cancellationToken)
    {
        Requests.MustBeDone(await roles.DeleteAsync(id, Versions.Required(request), request.HttpContext.Audit(), cancellationToken));
        return TypedResults.NoContent();
    }
}
