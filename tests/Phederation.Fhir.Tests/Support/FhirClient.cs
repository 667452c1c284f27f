using System.Net.Http.Headers;
using System.Text;

namespace Phederation.Fhir.Tests.Support;

/// <summary>Asks a server as a client of it would.</summary>
internal sealed class FhirClient(HttpClient client, string? token)
{
    private const string FhirJson = "application/fhir+json";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The same server with a token.</summary>
    public FhirClient With(string? bearer) => new(client, bearer);

    public Task<FhirAnswer> GetAsync(string path, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, path, null, FhirJson, headers);

    public Task<FhirAnswer> PostAsync(string path, string body, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, Encoding.UTF8.GetBytes(body), FhirJson, headers);

    public Task<FhirAnswer> PutAsync(string path, string body, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Put, path, Encoding.UTF8.GetBytes(body), FhirJson, headers);

    public Task<FhirAnswer> PatchAsync(string path, string body, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Patch, path, Encoding.UTF8.GetBytes(body), "application/json-patch+json", headers);

    public Task<FhirAnswer> DeleteAsync(string path, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Delete, path, null, FhirJson, headers);

    public async Task<FhirAnswer> SendAsync(
        HttpMethod method,
        string path,
        byte[]? body,
        string type,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(
            method,
            path.StartsWith("http", StringComparison.Ordinal) ? path : $"/fhir/{path.TrimStart('/')}"
        );
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        }

        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var response = await client.SendAsync(request, Cancellation);
        return new FhirAnswer((int)response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation), response);
    }
}
