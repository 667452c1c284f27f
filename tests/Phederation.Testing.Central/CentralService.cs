using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;
using Phederation.Containers.Hardening;

namespace Phederation.Testing.Central;

/// <summary>The central service of a test: hands requests out over TLS, takes answers, and fails where a test wants it to.</summary>
public sealed class CentralService : IAsyncDisposable
{
    /// <summary>The token that it knows the site by.</summary>
    public const string Token = "central-token-0123456789";

    private readonly WebApplication _application;
    private readonly ECDsa _signer = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private CentralService(WebApplication application, string certificatePem) =>
        (_application, CertificatePem) = (application, certificatePem);

    /// <summary>Who vouches for it.</summary>
    public string CertificatePem { get; }

    /// <summary>The public key of who may ask.</summary>
    public string SignerPem => _signer.ExportSubjectPublicKeyInfoPem();

    /// <summary>Where it is.</summary>
    public Uri Address => new(_application.Urls.First());

    /// <summary>What waits for the site, as it is handed out.</summary>
    public ConcurrentDictionary<string, JsonObject> Pending { get; } = new();

    /// <summary>Every answer that came, with its id.</summary>
    public ConcurrentQueue<(string Id, string Answer)> Answers { get; } = new();

    /// <summary>Answered instead of all else, where it is set.</summary>
    public int? Fault { get; set; }

    /// <summary>Answered instead of the list of requests, where it is set.</summary>
    public string? List { get; set; }

    /// <summary>Waited for before an answer is taken.</summary>
    public TaskCompletionSource? BeforeTaking { get; set; }

    /// <summary>Waited for after an answer was taken and before that is said.</summary>
    public TaskCompletionSource? AfterTaking { get; set; }

    /// <summary>Whether an answered request is still handed out.</summary>
    public bool IsForgetful { get; set; }

    /// <summary>How often it was asked.</summary>
    public int Polls => _polls;

    /// <summary>The client certificate of the last request.</summary>
    public string? ClientThumbprint { get; private set; }

    private int _polls;

    /// <summary>Starts it on a free port.</summary>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <param name="address">Where it listens; null is the loopback address, which containers don't reach.</param>
    public static async Task<CentralService> StartAsync(CancellationToken cancellationToken, IPAddress? address = null)
    {
        address ??= IPAddress.Loopback;
        var pem = Encoding.ASCII.GetString(ServerCertificate.Create([address.ToString()], TimeProvider.System.GetUtcNow()));
        using var certificate = X509Certificate2.CreateFromPem(pem, pem);
        var usable = X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(
                address,
                0,
                listen =>
                    listen.UseHttps(https =>
                    {
                        https.ServerCertificate = usable;
                        https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                        https.ClientCertificateValidation = (_, _, _) => true;
                    })
            )
        );
        var application = builder.Build();
        var central = new CentralService(application, certificate.ExportCertificatePem());
        application.Use(central.GuardAsync);
        application.MapGet("/api/organisations/hospital-a/requests", central.ListAsync);
        application.MapPut("/api/requests/{id}/answer", central.TakeAsync);
        await application.StartAsync(cancellationToken);
        return central;
    }

    /// <summary>Lets a request wait for the site.</summary>
    /// <param name="change">Changes what is signed.</param>
    /// <param name="forge">Changes the envelope after it was signed.</param>
    /// <param name="key">Who signs; null: the allowed signer.</param>
    public string Ask(Action<JsonObject>? change = null, Action<JsonObject>? forge = null, ECDsa? key = null)
    {
        var now = TimeProvider.System.GetUtcNow();
        var id = $"study-{Guid.NewGuid():N}";
        var request = new JsonObject
        {
            ["type"] = "phederation-study-request/1",
            ["id"] = id,
            ["nonce"] = Guid.NewGuid().ToString("N"),
            ["organisation"] = "hospital-a",
            ["analysis"] = "persons-by-sex-and-age",
            ["parameters"] = new JsonObject { ["year"] = 2025 },
            ["issuedAt"] = now.AddMinutes(-1).ToString("O"),
            ["expiresAt"] = now.AddHours(1).ToString("O"),
        };
        change?.Invoke(request);
        var envelope = Sign(id, Encoding.UTF8.GetBytes(request.ToJsonString()), key);
        forge?.Invoke(envelope);
        Pending[id] = envelope;
        return id;
    }

    /// <summary>An envelope around a payload.</summary>
    /// <param name="id">The request's id.</param>
    /// <param name="payload">What is signed.</param>
    /// <param name="key">Who signs; null: the allowed signer.</param>
    public JsonObject Sign(string id, byte[] payload, ECDsa? key = null)
    {
        byte[] signed = [.. "phederation-study-request/1\n"u8, .. payload];
        return new JsonObject
        {
            ["id"] = id,
            ["payload"] = Convert.ToBase64String(payload),
            ["signatures"] = new JsonArray(
                new JsonObject
                {
                    ["keyId"] = Convert.ToHexStringLower(SHA256.HashData((key ?? _signer).ExportSubjectPublicKeyInfo())),
                    ["signature"] = Convert.ToBase64String(
                        (key ?? _signer).SignData(signed, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)
                    ),
                }
            ),
        };
    }

    /// <summary>The answer to a request, once it is there.</summary>
    public async Task<JsonObject> AnswerAsync(string id, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (Answers.FirstOrDefault(answer => answer.Id == id) is { Answer: { } text })
            {
                return JsonNode.Parse(text)!.AsObject();
            }

            await Task.Delay(50, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        BeforeTaking?.TrySetResult();
        AfterTaking?.TrySetResult();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await _application.StopAsync(limit.Token);
        await _application.DisposeAsync();
        _signer.Dispose();
    }

    private async Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        Interlocked.Increment(ref _polls);
        ClientThumbprint = context.Connection.ClientCertificate?.Thumbprint;
        var isKnown = context.Request.Headers.Authorization == $"Bearer {Token}" || ClientThumbprint is not null;
        if (Fault is { } fault || !isKnown)
        {
            context.Response.StatusCode = Fault ?? 401;
            return;
        }

        await next(context);
    }

    private async Task ListAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        var waiting = Pending.Where(pair => IsForgetful || Answers.All(answer => answer.Id != pair.Key));
        await context.Response.WriteAsync(
            List ?? new JsonObject { ["requests"] = new JsonArray([.. waiting.Select(pair => pair.Value.DeepClone())]) }.ToJsonString()
        );
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var answer = await reader.ReadToEndAsync(context.RequestAborted);
        if (BeforeTaking is { } before)
        {
            await before.Task;
            context.RequestAborted.ThrowIfCancellationRequested();
        }

        Answers.Enqueue(((string)context.Request.RouteValues["id"]!, answer));
        if (AfterTaking is { } after)
        {
            await after.Task;
        }

        context.Response.StatusCode = 204;
    }
}
