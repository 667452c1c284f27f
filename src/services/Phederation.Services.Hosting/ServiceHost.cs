using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using OpenTelemetry.Metrics;
using Phederation.Postgres;
using Phederation.Services.Hosting.Health;
using Phederation.Services.Hosting.Logging;
using Phederation.Services.Hosting.Problems;
using Phederation.Services.Hosting.Settings;

namespace Phederation.Services.Hosting;

/// <summary>Makes the web server of a service: bounded, logged without personal data, watched, and ended in order.</summary>
public static class ServiceHost
{
    /// <summary>A builder with all that services share; the service adds its own to it.</summary>
    /// <param name="options">What differs between the services.</param>
    /// <param name="settings">
    /// PHEDERATION_LISTEN: a port (default 8080) or address:port. PHEDERATION_LOG_LEVEL: debug, info, warn. PHEDERATION_DRAIN_SECONDS: how long
    /// readiness says no before the server stops to listen (default 1). PHEDERATION_STOP_SECONDS: how long the end may take in all (default 20).
    /// </param>
    /// <exception cref="SetupException">A setting is malformed.</exception>
    public static WebApplicationBuilder CreateBuilder(ServiceOptions options, ServiceSettings settings)
    {
        var listen = ListenAddress(settings);
        var drain = TimeSpan.FromSeconds(settings.Number("PHEDERATION_DRAIN_SECONDS", 1, 0, 60));
        var stop = TimeSpan.FromSeconds(settings.Number("PHEDERATION_STOP_SECONDS", 20, 1, 600));
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions
            {
                // Nothing is read from files that change (see below), so none is watched: three system calls fewer in the profile.
                Args = ["--hostBuilder:reloadConfigOnChange=false"],
                ApplicationName = options.Name,
                EnvironmentName = Environments.Production,
                ContentRootPath = AppContext.BaseDirectory,
            }
        );
        // Files and variables of the framework would be a second way to set things, past the checks of the first.
        builder.Configuration.Sources.Clear();
        builder.WebHost.ConfigureKestrel(kestrel => Bound(kestrel, options, listen));
        AddLogging(builder, settings);

        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton(settings);
        services.TryAddSingleton<IProblemWriter, ProblemWriter>();
        services.AddSingleton<Readiness>();
        services.AddHostedService(provider => new Drain(
            provider.GetRequiredService<Readiness>(),
            provider.GetRequiredService<TimeProvider>(),
            drain
        ));
        services.Configure<HostOptions>(host =>
        {
            host.ShutdownTimeout = stop;
            host.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.StopHost;
        });
        services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            // The entry of the site is the only client on the service's network, and its address differs from site to site.
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            forwarded.ForwardLimit = 1;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
        });
        services.AddRequestTimeouts(timeouts =>
            timeouts.DefaultPolicy = new RequestTimeoutPolicy { Timeout = options.RequestLimit, TimeoutStatusCode = 504 }
        );
        services.AddOpenApi(openApi =>
            openApi.AddDocumentTransformer(
                (document, _, _) =>
                {
                    document.Info.Title = options.Title;
                    document.Info.Version = options.Version;
                    document.Servers = [new() { Url = options.PathBase.Length == 0 ? "/" : options.PathBase }];
                    return Task.CompletedTask;
                }
            )
        );
        services
            .AddOpenTelemetry()
            .WithMetrics(metrics =>
                metrics
                    .AddMeter("System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Npgsql")
                    .AddMeter([.. options.Meters])
                    .AddPrometheusExporter()
            );
        return builder;
    }

    /// <summary>
    /// Puts the shared handling before the service's own: call it right after the application is built, then add authentication and endpoints.
    /// Adds /health/live, /health/ready, /metrics and /openapi.json.
    /// </summary>
    /// <param name="application">What the builder built.</param>
    public static void UseServiceDefaults(this WebApplication application)
    {
        var options = application.Services.GetRequiredService<ServiceOptions>();
        application.UseForwardedHeaders();
        application.UseMiddleware<RequestLog>();
        application.Use(
            (context, next) =>
            {
                Pages.SecurityHeaders.Set(context.Response);
                return next(context);
            }
        );
        application.UseMiddleware<ProblemMiddleware>();
        // Before a path base: that already looks for the route.
        application.UseMiddleware<HeadRequests>();
        if (options.PathBase.Length > 0)
        {
            application.Use(
                (context, next) =>
                {
                    // How the service is, is the business of the engine beside it, not of whoever comes through the entry.
                    var isInside =
                        !context.Request.Path.StartsWithSegments(options.PathBase, StringComparison.OrdinalIgnoreCase, out var rest)
                        || !(
                            rest.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase)
                            || rest.StartsWithSegments("/metrics", StringComparison.OrdinalIgnoreCase)
                        );
                    if (isInside)
                    {
                        return next(context);
                    }

                    context.Response.StatusCode = 404;
                    return Task.CompletedTask;
                }
            );
            application.UsePathBase(options.PathBase);
        }

        application.UseRouting();
        application.UseRequestTimeouts();
        HealthEndpoints.Map(application);
        application.MapPrometheusScrapingEndpoint("/metrics").DisableHttpMetrics();
        application.MapOpenApi("/openapi.json");
    }

    /// <summary>Adds the database as the service's source of connections, and its state to readiness.</summary>
    /// <param name="services">The service's parts.</param>
    /// <param name="settings">Where it is.</param>
    /// <param name="application">How the server's list of sessions names the service.</param>
    /// <param name="cancellationToken">Ends the reading of the secrets.</param>
    /// <param name="limits">How its connections are kept; null for a service's usual way.</param>
    /// <exception cref="SetupException">A secret is missing or malformed.</exception>
    public static async Task AddDatabaseAsync(
        this IServiceCollection services,
        DatabaseSettings settings,
        string application,
        CancellationToken cancellationToken,
        ConnectionLimits? limits = null
    )
    {
        var source = await Database.OpenAsync(settings, application, limits ?? ConnectionLimits.Service, cancellationToken);
        // Made by a factory: what the container makes, it disposes of.
        services.AddSingleton(_ => source);
        services.AddSingleton<IReadinessCheck, Databases.DatabaseCheck>();
    }

    private static void Bound(KestrelServerOptions kestrel, ServiceOptions options, IPEndPoint listen)
    {
        kestrel.AddServerHeader = false;
        kestrel.AllowResponseHeaderCompression = false;
        var limits = kestrel.Limits;
        limits.MaxConcurrentConnections = 512;
        limits.MaxConcurrentUpgradedConnections = 0;
        limits.MaxRequestBodySize = options.LargestContent;
        limits.MaxRequestHeaderCount = 64;
        limits.MaxRequestHeadersTotalSize = 32 * 1024;
        limits.MaxRequestLineSize = 16 * 1024;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(75);
        limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(10));
        kestrel.Listen(listen, server => server.Protocols = HttpProtocols.Http1);
    }

    private static void AddLogging(WebApplicationBuilder builder, ServiceSettings settings)
    {
        var level = settings.OneOf("PHEDERATION_LOG_LEVEL", "info", "debug", "info", "warn") switch
        {
            "debug" => LogLevel.Debug,
            "warn" => LogLevel.Warning,
            _ => LogLevel.Information,
        };
        var logging = builder.Logging;
        logging.ClearProviders();
        logging.AddConsole(console => console.FormatterName = JsonLineFormatter.FormatterName);
        logging.Services.AddSingleton<ConsoleFormatter, JsonLineFormatter>();
        logging.SetMinimumLevel(level);
        // These log addresses, which hold identifiers, or say what the service's own lines say better.
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Error);
        logging.AddFilter("Npgsql", LogLevel.None);
        logging.AddFilter("System.Net.Http", LogLevel.Warning);
        logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information);
    }

    private static IPEndPoint ListenAddress(ServiceSettings settings)
    {
        var text = settings.Text("PHEDERATION_LISTEN", "8080");
        if (ushort.TryParse(text, out var port))
        {
            return new IPEndPoint(System.Net.Sockets.Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any, port);
        }

        return text.Contains(':', StringComparison.Ordinal) && IPEndPoint.TryParse(text, out var address)
            ? address
            : throw new SetupException(
                SetupProblem.Malformed,
                $"PHEDERATION_LISTEN is '{text}', which is not accepted.",
                "Set it to a port such as 8080, or to an address with a port such as 127.0.0.1:8080."
            );
    }
}
