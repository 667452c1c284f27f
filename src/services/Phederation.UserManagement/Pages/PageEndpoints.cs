using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Phederation.UserManagement.Sessions;

namespace Phederation.UserManagement.Pages;

/// <summary>The addresses of the pages.</summary>
internal static class PageEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/login", SignInPage.ShowAsync).WithMetadata(Anonymous.Mark);
        routes.MapPost("/login", SignInPage.SignInAsync).WithMetadata(Anonymous.Mark);
        Get("/", context => SeeOther(context, "/users"));
        Post("/logout", SignInPage.SignOutAsync);
        Get("/password", PasswordPage.ShowAsync);
        Post("/password", PasswordPage.ChangeAsync);

        Get("/users", UserListPage.ShowAsync);
        Get("/users/new", UserNewPage.ShowAsync);
        Post("/users/new", UserNewPage.CreateAsync);
        Get("/users/{id:int}", UserPage.ShowAsync);
        Post("/users/{id:int}", UserPage.SaveAsync);
        Post("/users/{id:int}/password", UserPage.ResetPasswordAsync);
        Post("/users/{id:int}/unlock", UserPage.UnlockAsync);
        Get("/users/{id:int}/delete", UserPage.ConfirmDeleteAsync);
        Post("/users/{id:int}/delete", UserPage.DeleteAsync);

        Get("/roles", RoleListPage.ShowAsync);
        Post("/roles", RoleListPage.CreateAsync);
        Get("/roles/{id:int}", RolePage.ShowAsync);
        Post("/roles/{id:int}", RolePage.SaveAsync);
        Get("/roles/{id:int}/delete", RolePage.ConfirmDeleteAsync);
        Post("/roles/{id:int}/delete", RolePage.DeleteAsync);

        Get("/permissions", PermissionListPage.ShowAsync);
        Post("/permissions", PermissionListPage.CreateAsync);
        Get("/permissions/{id:int}/delete", PermissionListPage.ConfirmDeleteAsync);
        Post("/permissions/{id:int}/delete", PermissionListPage.DeleteAsync);

        Get("/directory", DirectoryPage.ShowAsync);
        Post("/directory", DirectoryPage.ImportAsync);
        Get("/audit", AuditPage.ShowAsync);

        void Get(string path, RequestDelegate handler) => routes.MapGet(path, handler).WithMetadata(NeedsSession.Mark);
        void Post(string path, RequestDelegate handler) => routes.MapPost(path, handler).WithMetadata(NeedsSession.Mark);
    }

    /// <summary>Sends the browser to another page after a change, so that a reload does not repeat it.</summary>
    public static Task SeeOther(HttpContext context, string path)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = context.Request.PathBase + path;
        return Task.CompletedTask;
    }
}
