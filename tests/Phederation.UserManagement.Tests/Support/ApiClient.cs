using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Phederation.UserManagement.Tests.Support;

/// <summary>A program that is signed in.</summary>
internal sealed class ApiClient : IDisposable
{
    private readonly HttpClient _client;
    private string _token = "";

    private ApiClient(Uri address) =>
        _client = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false })
        {
            BaseAddress = address,
        };

    public HttpClient Http => _client;

    public string Token => _token;

    public static async Task<ApiClient> SignInAsync(Uri address, string login, string password, CancellationToken cancellationToken)
    {
        var client = new ApiClient(address);
        using var response = await client.SendAsync(
            HttpMethod.Post,
            "/api/session",
            new JsonObject { ["login"] = login, ["password"] = password },
            cancellationToken
        );
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        client._token = (string)(await ReadAsync(response, cancellationToken))["csrfToken"]!;
        return client;
    }

    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method,
        string path,
        JsonNode? content,
        CancellationToken cancellationToken,
        string? version = null
    )
    {
        using var request = new HttpRequestMessage(method, path);
        if (content is not null)
        {
            request.Content = new StringContent(content.ToJsonString(), Encoding.UTF8, "application/json");
        }

        if (_token.Length > 0)
        {
            request.Headers.Add("X-CSRF-Token", _token);
        }

        if (version is not null)
        {
            request.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(version));
        }

        return await _client.SendAsync(request, cancellationToken);
    }

    /// <summary>Sends, expects success, reads.</summary>
    public async Task<JsonObject> DoAsync(
        HttpMethod method,
        string path,
        JsonNode? content,
        CancellationToken cancellationToken,
        string? version = null
    )
    {
        using var response = await SendAsync(method, path, content, cancellationToken, version);
        Assert.True(
            response.IsSuccessStatusCode,
            $"{method} {path}: {response.StatusCode} {await response.Content.ReadAsStringAsync(cancellationToken)}"
        );
        return response.StatusCode == HttpStatusCode.NoContent ? [] : await ReadAsync(response, cancellationToken);
    }

    public static async Task<JsonObject> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))!.AsObject();

    public void Dispose() => _client.Dispose();
}
