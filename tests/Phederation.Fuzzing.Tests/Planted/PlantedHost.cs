using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Phederation.Fuzzing.Tests.Planted;

/// <summary>A web server on the loopback address for planted services: each is below its own path, made at its first request.</summary>
public sealed class PlantedHost : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, PlantedService> _services = new();
    private WebApplication _app = null!;

    /// <summary>Where a service is.</summary>
    internal Uri At(string name) => new($"{_app.Urls.First()}/{name}");

    /// <summary>Puts a service under a name.</summary>
    internal void Plant(string name, PlantedService service) => _services[name] = service;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(AnswerAsync);
        await _app.StartAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private Task AnswerAsync(HttpContext http)
    {
        var name = http.Request.Path.Value!.Split('/')[1];
        http.Request.PathBase = $"/{name}";
        return _services[name].AnswerAsync(http, http.Request.Path.Value[(name.Length + 1)..]);
    }
}
