using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Phederation.AnalyticsRemote.Analyses;
using Phederation.AnalyticsRemote.Central;
using Phederation.AnalyticsRemote.Journal;
using Phederation.AnalyticsRemote.Requests;
using Phederation.AnalyticsRemote.Work;
using Phederation.Services.Hosting;
using Phederation.Services.Hosting.Health;
using Phederation.Services.Hosting.Settings;

namespace Phederation.AnalyticsRemote;

/// <summary>The service, made from its settings.</summary>
internal static class AnalyticsRemoteService
{
    /// <summary>Makes it; nobody is connected to yet.</summary>
    public static async Task<WebApplication> CreateAsync(CancellationToken cancellationToken)
    {
        var settings = ServiceSettings.FromEnvironment();
        var builder = ServiceHost.CreateBuilder(
            new ServiceOptions
            {
                Name = "distributed-analytics-remote",
                Title = "PHederation distributed analytics, remote",
                LargestContent = 0,
                Meters = [RemoteMetrics.MeterName],
            },
            settings
        );
        var options = RemoteOptions.From(settings);
        var services = builder.Services;
        services.AddSingleton(options);
        services.AddSingleton(await AllowedSigners.LoadAsync(options.SignersFile, cancellationToken));
        services.AddSingleton(await RequestJournal.OpenAsync(options.StateFolder, cancellationToken));
        services.AddSingleton<RemoteMetrics>();
        services.AddSingleton<RequestVerifier>();
        services.AddSingleton(await CentralClient.CreateAsync(options, cancellationToken));
        services.AddSingleton(await AnalysisClient.CreateAsync(options, cancellationToken));
        services.AddSingleton<RemoteState>();
        services.AddSingleton<IReadinessCheck>(provider => provider.GetRequiredService<RemoteState>());
        services.AddSingleton<RequestProcessor>();
        services.AddHostedService<RemoteWorker>();

        var application = builder.Build();
        application.UseServiceDefaults();
        return application;
    }
}
