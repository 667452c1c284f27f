using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Phederation.UserManagement.Sessions;

namespace Phederation.UserManagement.Api;

/// <summary>The interface for programs. Changes name the version that was looked at as If-Match, and send the session's token as X-CSRF-Token.</summary>
internal static class ApiEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapPost("/api/session", SessionApi.BeginAsync)
            .WithMetadata(Anonymous.Mark)
            .WithTags("session")
            .Accepts<CredentialsModel>("application/json");
        routes.MapGet("/api/session", SessionApi.Show).WithTags("session");
        routes.MapDelete("/api/session", SessionApi.EndAsync).WithTags("session");

        routes.MapGet("/api/users", UserApi.ListAsync).WithTags("users");
        routes.MapPost("/api/users", UserApi.CreateAsync).WithTags("users").Accepts<NewUserModel>("application/json");
        routes.MapGet("/api/users/{id:int}", UserApi.ShowAsync).WithTags("users");
        routes.MapPatch("/api/users/{id:int}", UserApi.ChangeAsync).WithTags("users").Accepts<UserChangeModel>("application/json");
        routes.MapDelete("/api/users/{id:int}", UserApi.DeleteAsync).WithTags("users");
        routes.MapPost("/api/users/{id:int}/password", UserApi.ResetPasswordAsync).WithTags("users");
        routes.MapPost("/api/users/{id:int}/unlock", UserApi.UnlockAsync).WithTags("users");

        routes.MapGet("/api/roles", RoleApi.ListAsync).WithTags("roles");
        routes.MapPost("/api/roles", RoleApi.CreateAsync).WithTags("roles").Accepts<NewRoleModel>("application/json");
        routes.MapGet("/api/roles/{id:int}", RoleApi.ShowAsync).WithTags("roles");
        routes.MapPatch("/api/roles/{id:int}", RoleApi.ChangeAsync).WithTags("roles").Accepts<RoleChangeModel>("application/json");
        routes.MapDelete("/api/roles/{id:int}", RoleApi.DeleteAsync).WithTags("roles");

        routes.MapGet("/api/permissions", PermissionApi.ListAsync).WithTags("permissions");
        routes
            .MapPost("/api/permissions", PermissionApi.CreateAsync)
            .WithTags("permissions")
            .Accepts<NewPermissionModel>("application/json");
        routes.MapDelete("/api/permissions/{id:int}", PermissionApi.DeleteAsync).WithTags("permissions");

        routes.MapGet("/api/audit", AuditApi.ListAsync).WithTags("audit");
        routes.MapGet("/api/directory", DirectoryApi.PreviewAsync).WithTags("directory");
        routes.MapPost("/api/directory/import", DirectoryApi.ImportAsync).WithTags("directory").Accepts<ImportModel>("application/json");
    }
}
