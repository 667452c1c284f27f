using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Phederation.Services.Hosting.Json;
using Phederation.UserManagement.Pages;
using Phederation.UserManagement.Web;

namespace Phederation.UserManagement.Api;

/// <summary>The directory, for programs.</summary>
internal static class DirectoryApi
{
    private const int MostPeople = 200;

    public static async Task<Ok<DirectoryPreview>> PreviewAsync(HttpRequest request) =>
        TypedResults.Ok(await DirectoryImport.PreviewAsync(request.HttpContext, request.QueryText("filter")));

    public static async Task<Ok<ImportedModel>> ImportAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var import = await BoundedJson.ReadAsync(request, ApiJson.Default.ImportModel, JsonBounds.Small, cancellationToken);
        UserApi.Refuse(import.Logins.Count is 0 or > MostPeople ? $"Name 1 to {MostPeople} logins." : null);
        return TypedResults.Ok(
            new ImportedModel(await DirectoryImport.ImportAsync(request.HttpContext, import.Filter, import.Logins, import.RoleIds ?? []))
        );
    }
}
