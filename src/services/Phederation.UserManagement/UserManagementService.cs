using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Phederation.Accounts;
using Phederation.Services.Hosting;
using Phederation.Services.Hosting.Pages;
using Phederation.Services.Hosting.Problems;
using Phederation.Services.Hosting.Settings;
using Phederation.UserManagement.Api;
using Phederation.UserManagement.Pages;
using Phederation.UserManagement.Sessions;
using Phederation.UserManagement.Web;

namespace Phederation.UserManagement;

/// <summary>The service, made from its settings.</summary>
internal static class UserManagementService
{
    /// <summary>The service's name.</summary>
    public const string Name = "user-mgmt";

    /// <summary>Makes it; the database is connected to later.</summary>
    public static async Task<WebApplication> CreateAsync(CancellationToken cancellationToken)
    {
        var settings = ServiceSettings.FromEnvironment();
        var builder = ServiceHost.CreateBuilder(
            new ServiceOptions
            {
                Name = Name,
                Title = "PHederation user management",
                PathBase = "/user-mgmt",
                LargestContent = 512 * 1024,
            },
            settings
        );
        var services = builder.Services;
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default));
        services.AddSingleton<IProblemWriter, ProblemPages>();
        await services.AddDatabaseAsync(settings.Database(), Name, cancellationToken);
        services.AddAccounts(settings);
        services.AddSingleton<SessionStore>();
        var administrator = FirstAdministrator.From(settings);
        services.AddAccountsSchema(settings, Name, then: administrator.CreateAsync);

        var application = builder.Build();
        application.UseServiceDefaults();
        application.UseMiddleware<SessionMiddleware>();
        application.MapEmbeddedFiles("/assets", typeof(UserManagementService).Assembly, "assets/");
        PageEndpoints.Map(application);
        ApiEndpoints.Map(application);
        return application;
    }
}
