using System.Net;
using System.Text;
using System.Text.Json;
using Phederation.Testing.Services;

namespace Phederation.WebApi.Tests.Support;

/// <summary>The service as a process of its own, beside a site's database of its own.</summary>
internal sealed class SiteWebApi : IAsyncDisposable
{
    private readonly SiteCluster _cluster;
    private readonly Dictionary<string, string?> _variables;
    private ServiceProcess _service;

    private SiteWebApi(SiteCluster cluster, string database, Dictionary<string, string?> variables, ServiceProcess service) =>
        (_cluster, Database, _variables, _service) = (cluster, database, variables, service);

    /// <summary>The database's name.</summary>
    public string Database { get; }

    /// <summary>The service.</summary>
    public ServiceProcess Service => _service;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<SiteWebApi> StartAsync(SiteCluster cluster, string? sql = null, Dictionary<string, string?>? more = null)
    {
        var database = await cluster.NewDatabaseAsync(Cancellation);
        if (sql is not null)
        {
            await cluster.RunAsync(database, "phederation_admin", sql, Cancellation);
        }

        var variables = new Dictionary<string, string?>
        {
            ["PHEDERATION_DATABASE_HOST"] = "127.0.0.1",
            ["PHEDERATION_DATABASE_PORT"] = $"{cluster.Port}",
            ["PHEDERATION_DATABASE_NAME"] = database,
            ["PHEDERATION_SECRETS"] = cluster.Secrets,
            ["PHEDERATION_DRAIN_SECONDS"] = "0",
        };
        foreach (var (name, value) in more ?? [])
        {
            variables[name] = value;
        }

        var service = await ServiceProcess.StartAsync("webapi", variables, Cancellation);
        var site = new SiteWebApi(cluster, database, variables, service);
        try
        {
            await service.WaitForAsync("/health/ready", HttpStatusCode.OK, Cancellation);
            return site;
        }
        catch
        {
            await site.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends the service and starts it again.</summary>
    public async Task RestartAsync()
    {
        await _service.DisposeAsync();
        _service = await ServiceProcess.StartAsync("webapi", _variables, Cancellation);
        await _service.WaitForAsync("/health/ready", HttpStatusCode.OK, Cancellation);
    }

    /// <summary>Runs SQL as the administrator.</summary>
    public Task<object?> RunAsync(string sql) => _cluster.RunAsync(Database, "phederation_admin", sql, Cancellation);

    /// <summary>Asks for an address; the answer must be 200 and JSON.</summary>
    public async Task<JsonElement> GetAsync(string path)
    {
        using var response = await _service.Client.GetAsync("/WebAPI" + path, Cancellation);
        return await JsonAsync(response);
    }

    /// <summary>Sends JSON; the answer must be 200 and JSON.</summary>
    public async Task<JsonElement> SendAsync(HttpMethod method, string path, string json)
    {
        using var response = await TryAsync(method, path, json);
        return await JsonAsync(response);
    }

    /// <summary>Sends JSON.</summary>
    public async Task<HttpResponseMessage> TryAsync(HttpMethod method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(method, "/WebAPI" + path);
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }

        return await _service.Client.SendAsync(request, Cancellation);
    }

    /// <summary>Asks for the state of generations until there is one that has ended.</summary>
    public async Task<JsonElement> EndOfGenerationAsync(int definition)
    {
        while (true)
        {
            var info = await GetAsync($"/cohortdefinition/{definition}/info");
            if (info.GetArrayLength() == 1 && info[0].GetProperty("status").GetString() is "COMPLETE" or "ERROR")
            {
                return info[0];
            }

            await Task.Delay(50, Cancellation);
        }
    }

    public async ValueTask DisposeAsync() => await _service.DisposeAsync();

    private async Task<JsonElement> JsonAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{(int)response.StatusCode}: {text}\n{_service.Log}");
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
