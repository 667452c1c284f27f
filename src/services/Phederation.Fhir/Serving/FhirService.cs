using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Phederation.Fhir.Access;
using Phederation.Fhir.Interactions;
using Phederation.Fhir.Omop;
using Phederation.Fhir.Searching;
using Phederation.Fhir.Storage;
using Phederation.FhirModel;
using Phederation.Postgres;
using Phederation.Services.Hosting;
using Phederation.Services.Hosting.Health;
using Phederation.Services.Hosting.Problems;
using Phederation.Services.Hosting.Settings;

namespace Phederation.Fhir.Serving;

/// <summary>Makes the service out of its parts.</summary>
internal static class FhirService
{
    private const string Name = "fhir-server";

    /// <summary>The service, ready to run.</summary>
    public static async Task<WebApplication> CreateAsync(CancellationToken cancellationToken)
    {
        var settings = ServiceSettings.FromEnvironment();
        var own = Settings(settings);
        var builder = ServiceHost.CreateBuilder(
            new ServiceOptions
            {
                Name = Name,
                Title = "PHederation FHIR server",
                PathBase = "/fhir",
                LargestContent = (long)own.LargestBody * BodyReader.Patience,
            },
            settings
        );
        var services = builder.Services;
        var database = settings.Database();
        // Its requests are single statements and transactions, which leave nothing in a session.
        var limits = ConnectionLimits.Service with
        {
            KeepsSessionClean = true,
            PicksByIndex = true,
        };
        await services.AddDatabaseAsync(database, Name, cancellationToken, limits);
        var owner = await OwnerAsync(settings, database, cancellationToken);
        services.AddSingleton(own);
        services.AddSingleton<IProblemWriter, OutcomeProblemWriter>();
        services.AddSingleton(provider => new SchemaGate(
            provider.GetRequiredService<NpgsqlDataSource>(),
            owner,
            provider.GetRequiredService<ILogger<SchemaGate>>()
        ));
        services.AddSingleton<IReadinessCheck, SchemaCheck>();
        services.AddSingleton<KeyAllocator>();
        services.AddSingleton<SearchService>();
        services.AddSingleton<FhirServices>();
        services.AddHostedService<IndexUpgrade>();
        if (own.Cdm is { } cdm)
        {
            services.AddHostedService(provider => ActivatorUtilities.CreateInstance<CdmProjection>(provider, cdm));
        }

        services.AddSingleton<FhirServer>();
        services.AddSingleton<Capabilities>();
        services.AddSingleton<FhirEndpoint>();
        services.AddSingleton(await AccessAsync(settings, own, cancellationToken));
        // Read now, not by the first request.
        _ = FhirDefinitions.R4;
        var application = builder.Build();
        application.UseServiceDefaults();
        var endpoint = application.Services.GetRequiredService<FhirEndpoint>();
        application.Map("/{**path}", endpoint.HandleAsync);
        return application;
    }

    private static FhirSettings Settings(ServiceSettings settings)
    {
        var address = settings.Text("PHEDERATION_FHIR_ADDRESS", "");
        return new FhirSettings(
            address.Length == 0 ? null : settings.Address("PHEDERATION_FHIR_ADDRESS", null, "http", "https").ToString().TrimEnd('/'),
            settings.Number("PHEDERATION_FHIR_LARGEST_BODY", 8 * 1024 * 1024, 1024, 64 * 1024 * 1024),
            settings.OneOf("PHEDERATION_FHIR_AUTHENTICATION", "on", "on", "off") == "off",
            settings.Text("PHEDERATION_FHIR_CDM_SCHEMA", "omopcdm") is { Length: > 0 } schema && schema != "none" ? schema : null
        );
    }

    /// <summary>Tokens, unless the site has said that everybody who reaches the service may do everything.</summary>
    private static async Task<IAccessReader> AccessAsync(ServiceSettings settings, FhirSettings own, CancellationToken cancellationToken)
    {
        if (own.IsOpen)
        {
            return new OpenAccess();
        }

        var (file, issuer, audience) = TokenSettings.Of(settings);
        return new BearerAccess(await TokenKeys.ReadAsync(file, cancellationToken), issuer, audience, TimeProvider.System);
    }

    /// <summary>The account that makes the tables; where its password is not mounted, the service's own makes them.</summary>
    private static async Task<SchemaOwner?> OwnerAsync(
        ServiceSettings settings,
        DatabaseSettings service,
        CancellationToken cancellationToken
    )
    {
        var owner = settings.Database("phederation_admin", "ADMIN_");
        if (!File.Exists(owner.PasswordFile))
        {
            return null;
        }

        var source = await Database.OpenAsync(owner, $"{Name} tables", ConnectionLimits.Service with { PoolSize = 0 }, cancellationToken);
        return new SchemaOwner(source, service.User);
    }
}
