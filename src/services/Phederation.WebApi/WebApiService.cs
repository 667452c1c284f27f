using Phederation.Accounts;
using Phederation.Accounts.Schema;
using Phederation.Accounts.Tokens;
using Phederation.Services.Hosting;
using Phederation.Services.Hosting.Problems;
using Phederation.Services.Hosting.Settings;
using Phederation.WebApi.Atlas;
using Phederation.WebApi.Atlas.Counts;
using Phederation.WebApi.Cohorts.Generation;
using Phederation.WebApi.Cohorts.Store;
using Phederation.WebApi.ConceptSets;
using Phederation.WebApi.Http;
using Phederation.WebApi.Migrations;
using Phederation.WebApi.Security;
using Phederation.WebApi.Sources;
using Phederation.WebApi.Vocabulary;

namespace Phederation.WebApi;

/// <summary>Puts the service together.</summary>
internal static class WebApiService
{
    /// <summary>Makes it from the environment.</summary>
    public static async Task<WebApplication> CreateAsync(CancellationToken cancellationToken)
    {
        var settings = ServiceSettings.FromEnvironment();
        var builder = ServiceHost.CreateBuilder(
            new ServiceOptions
            {
                Name = "webapi",
                Title = "WebAPI of a PHederation site",
                LargestContent = RequestJson.Largest,
            },
            settings
        );
        var edition = new Edition(settings.OneOf("PHEDERATION_EDITION", "standard", "standard", "secure") == "secure");
        var database = settings.Database();
        var services = builder.Services;
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, WebApiJson.Default));
        await services.AddDatabaseAsync(database, "webapi", cancellationToken);
        services.AddSingleton(edition);
        services.AddSingleton(database);
        services.AddSingleton(new Administrator(settings.Database("phederation_admin", "ADMIN_")));
        services.AddSingleton<SourceCatalogue>();
        services.AddSingleton<SourceConnections>();
        services.AddSingleton<VocabularySchemas>();
        services.AddSingleton<Vocabularies>();
        services.AddSingleton<ConceptSetStore>();
        services.AddSingleton<ConceptSetExpressions>();
        services.AddSingleton<CohortDefinitionStore>();
        services.AddSingleton<Authors>();
        services.AddSingleton<GenerationRuns>();
        services.AddSingleton<GenerationStore>();
        services.AddSingleton<CohortMaker>();
        services.AddSingleton<Generations>();
        services.AddSingleton<InclusionReports>();
        services.AddSingleton<CohortRemoval>();
        services.AddSingleton<Preparation>();
        services.AddSingleton<CohortCounter>();
        services.AddSingleton<IProblemWriter, AtlasProblemWriter>();
        services.AddSingleton<Access>();
        services.AddAccounts(settings);
        services.AddAccountsSchema(
            settings,
            "webapi",
            [("webapi", Migration.Embedded(typeof(WebApiService).Assembly, "webapi/"))],
            (provider, token) => PrepareAsync(provider, settings, token)
        );
        if (edition.IsSecure)
        {
            var key = settings.SecretFile("PHEDERATION_TOKEN_SECRET", "webapi_token_key");
            var minutes = settings.Number("PHEDERATION_TOKEN_MINUTES", 480, 5, 1440);
            services.AddSingleton(
                await TokenService.FromFileAsync(
                    key,
                    new TokenOptions { Lifetime = TimeSpan.FromMinutes(minutes) },
                    TimeProvider.System,
                    cancellationToken
                )
            );
            services.AddSingleton<AccessTokens>();
        }

        services.AddHostedService<GenerationWork>();
        services.AddHostedService<SearchIndexWork>();

        var application = builder.Build();
        application.UseServiceDefaults();
        application.Use(ForeignPages.Refuse);
        application.Use(WaitForPreparation);
        if (edition.IsSecure)
        {
            application.UseMiddleware<AccessMiddleware>();
            application.UseMiddleware<AtlasSession>();
        }

        WebApiRoutes.Map(application, edition.IsSecure);
        AtlasRoutes.Map(application, edition.IsSecure);
        return application;
    }

    private static async Task PrepareAsync(IServiceProvider provider, ServiceSettings settings, CancellationToken cancellationToken)
    {
        var sources = provider.GetRequiredService<SourceCatalogue>();
        await sources.RegisterOwnAsync(
            settings.Text("WEBAPI_SOURCE_KEY", "OHDSI"),
            settings.Text("WEBAPI_SOURCE_NAME", "OMOP CDM of this site"),
            cancellationToken
        );
        await sources.RefreshAsync(cancellationToken);
        provider.GetRequiredService<Preparation>().Complete();
    }

    private static Task WaitForPreparation(HttpContext context, RequestDelegate next)
    {
        var path = context.Request.Path;
        var isApi = path.StartsWithSegments(WebApiRoutes.Prefix, StringComparison.OrdinalIgnoreCase, out var rest);
        var needsDatabase = isApi
            ? !rest.StartsWithSegments("/info", StringComparison.OrdinalIgnoreCase)
            : path.StartsWithSegments(AtlasRoutes.Prefix, StringComparison.OrdinalIgnoreCase, out rest)
                && !rest.StartsWithSegments("/assets", StringComparison.OrdinalIgnoreCase);
        return needsDatabase && !context.RequestServices.GetRequiredService<Preparation>().Done.IsCompletedSuccessfully
            ? throw new ProblemException(Problem.Of(503, "The database is being prepared.") with { RetryAfterSeconds = 2 })
            : next(context);
    }
}
