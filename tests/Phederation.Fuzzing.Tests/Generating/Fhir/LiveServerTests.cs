using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Phederation.Fuzzing.Generating;
using Phederation.Fuzzing.Generating.Faults;
using Phederation.Fuzzing.Generating.Fhir;
using Phederation.Fuzzing.Generating.Fhir.Bodies;
using Phederation.Fuzzing.Generating.Fhir.Searching;
using Phederation.Fuzzing.Generating.Fhir.Seeds;
using Phederation.Testing.Services;

namespace Phederation.Fuzzing.Tests.Generating.Fhir;

/// <summary>What is generated does at the site's server what it is meant to do.</summary>
public sealed class LiveServerTests
{
    private const string Fhir = "application/fhir+json";

    private readonly LiveResources _live = new();
    private readonly List<string> _wrong = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Valid_is_carried_out_and_faulty_is_refused()
    {
        await using var database = await SiteDatabase.StartAsync(Cancellation);
        var variables = database.Variables();
        variables["PHEDERATION_FHIR_AUTHENTICATION"] = "off";
        await using var service = await ServiceProcess.StartAsync("fhir-server", variables, Cancellation);
        var random = new FuzzRandom(81);
        var generator = new FhirGenerator(random.Fork("bodies"), _live);
        var searches = new SearchGenerator(random.Fork("searches"), _live);
        var faults = new FaultMaker(random.Fork("faults"));
        var patches = new JsonPatchGenerator(random.Fork("patches"), generator);
        var bundles = new BundleGenerator(random.Fork("bundles"), generator, _live);
        foreach (var type in FhirGenerator.Types)
        {
            var resource = generator.Resource(type);
            var made = await SendAsync(service, "POST", $"/{type}", FhirText.Bytes(resource), Fhir, 201);
            if (made is null)
            {
                continue;
            }

            var id = (string)made["id"]!;
            _live.Add(type, id);
            if (resource.Any(one => one.Key != "meta" && !JsonNode.DeepEquals(one.Value, made[one.Key])))
            {
                _wrong.Add($"{type} came back another: {resource.ToJsonString()} {made.ToJsonString()}");
            }

            var updated = generator.Vary(made);
            await SendAsync(service, "PUT", $"/{type}/{id}", FhirText.Bytes(updated), Fhir, 200);
            var current = await SendAsync(service, "GET", $"/{type}/{id}", null, null, 200);
            await SendAsync(
                service,
                "PATCH",
                $"/{type}/{id}",
                FhirText.Bytes(patches.Make(current!).Patch),
                "application/json-patch+json",
                200
            );
            var query = searches.Make(type);
            await SendAsync(service, "GET", $"/{type}?{query.Text}", null, null, query.Criteria.Any(one => one.IsRare) ? 400 : 200);
            var form = Encoding.UTF8.GetBytes(searches.MakeFaulty(type).Text);
            await SendAsync(service, "POST", $"/{type}/_search", form, "application/x-www-form-urlencoded", 400);
            if (faults.Make(resource) is { Label.Kind: not FaultKind.IdMismatch } faulty)
            {
                await SendAsync(service, "POST", $"/{type}", faulty.Body, Fhir, 400, 422);
            }

            await SendAsync(service, "POST", "", FhirText.Bytes(bundles.Make(false, FhirGenerator.Types)), Fhir, 200);
        }

        foreach (var seed in KnownShapes.Make(random, _live))
        {
            var body = seed.Request.Body?.ToArray();
            await SendAsync(
                service,
                seed.Request.Method,
                seed.Request.Path,
                body,
                seed.Request.ContentType,
                [.. Enumerable.Range(200, 300)]
            );
        }

        Assert.True(_wrong.Count == 0, string.Join('\n', _wrong));
    }

    private async Task<JsonObject?> SendAsync(
        ServiceProcess service,
        string method,
        string path,
        byte[]? body,
        string? type,
        params int[] expected
    )
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"fhir{path}");
        request.Headers.Add("Prefer", "handling=strict");
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type!);
        }

        using var response = await service.Client.SendAsync(request, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        if (!expected.Contains((int)response.StatusCode))
        {
            var sent = Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(2000, body?.Length ?? 0)));
            _wrong.Add($"{method} {path}: {(int)response.StatusCode} {text}\n    {sent}");
            return null;
        }

        return response.IsSuccessStatusCode && text.Length > 0 ? JsonNode.Parse(text) as JsonObject : null;
    }
}
