using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Phederation.Accounts.Users;
using Phederation.Services.Hosting.Json;
using Phederation.UserManagement.Web;

namespace Phederation.UserManagement.Api;

/// <summary>Permissions, for programs.</summary>
internal static class PermissionApi
{
    public static async Task<Ok<PermissionListModel>> ListAsync(
        HttpRequest request,
        PermissionStore permissions,
        CancellationToken cancellationToken
    )
    {
        var page = await permissions.ListAsync(
            request.QueryText("search"),
            request.Offset(),
            request.QueryNumber("limit", 200, 1, 1000),
            cancellationToken
        );
        return TypedResults.Ok(new PermissionListModel(page.Items, page.Total));
    }

    public static async Task<Created<PermissionEntry>> CreateAsync(
        HttpRequest request,
        PermissionStore permissions,
        CancellationToken cancellationToken
    )
    {
        var permission = await BoundedJson.ReadAsync(request, ApiJson.Default.NewPermissionModel, JsonBounds.Small, cancellationToken);
        UserApi.Refuse(Input.RefusePermission(permission.Value));
        UserApi.Refuse(Input.RefuseDescription(permission.Description));
        var (outcome, id) = await permissions.CreateAsync(
            permission.Value,
            permission.Description,
            request.HttpContext.Audit(),
            cancellationToken
        );
        Requests.MustBeDone(outcome);
        return TypedResults.Created(
            $"{request.PathBase}/api/permissions/{id}",
            new PermissionEntry(id, permission.Value, permission.Description, 0)
        );
    }

    public static async Task<NoContent> DeleteAsync(
        int id,
        HttpRequest request,
        PermissionStore permissions,
        CancellationToken cancellationToken
    )
    {
        Requests.MustBeDone(await permissions.DeleteAsync(id, request.HttpContext.Audit(), cancellationToken));
        return TypedResults.NoContent();
    }
}
