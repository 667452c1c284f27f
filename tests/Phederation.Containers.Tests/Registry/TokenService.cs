using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Phederation.Testing.Containers;

namespace Phederation.Containers.Tests.Registry;

/// <summary>
/// A token service as the registry's token authentication wants it: it signs the access that a user with the right password asks for. The registry that checks
/// the tokens is the real one.
/// </summary>
internal sealed class TokenService : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly RSA _key = RSA.Create(2048);
    private readonly X509Certificate2 _certificate;
    private readonly Task _serving;
    private int _answered;

    public TokenService()
    {
        _certificate = new CertificateRequest("CN=test tokens", _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(
            TimeProvider.System.GetUtcNow().AddDays(-1),
            TimeProvider.System.GetUtcNow().AddDays(1)
        );
        for (var port = 42_000; ; port++)
        {
            _listener.Prefixes.Clear();
            _listener.Prefixes.Add($"http://127.0.0.1:{port}/");
            try
            {
                _listener.Start();
                Realm = $"http://127.0.0.1:{port}/token";
                break;
            }
            catch (HttpListenerException) when (port < 43_000)
            {
                // Taken: the next one.
            }
        }

        _serving = ServeAsync();
    }

    public string Realm { get; }

    public int Answered => _answered;

    public string CertificatePem => _certificate.ExportCertificatePem();

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
        _listener.Close();
        _certificate.Dispose();
        _key.Dispose();
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                Answer(context);
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private void Answer(HttpListenerContext context)
    {
        var expected = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{TestRegistry.User}:{TestRegistry.Password}"));
        if (context.Request.Headers["Authorization"] != expected)
        {
            context.Response.StatusCode = 401;
            context.Response.Close("""{"errors":[{"code":"UNAUTHORIZED","message":"who are you"}]}"""u8.ToArray(), willBlock: true);
            return;
        }

        Interlocked.Increment(ref _answered);
        var body = JsonSerializer.SerializeToUtf8Bytes(new { token = Token(context.Request.QueryString["scope"] ?? ""), expires_in = 300 });
        context.Response.Close(body, willBlock: true);
    }

    private string Token(string scope)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var parts = scope.Split(':');
        var header = new
        {
            typ = "JWT",
            alg = "RS256",
            x5c = new[] { Convert.ToBase64String(_certificate.RawData) },
        };
        var claims = new
        {
            iss = "test issuer",
            aud = "test service",
            sub = TestRegistry.User,
            nbf = now - 10,
            iat = now,
            exp = now + 300,
            jti = Guid.NewGuid().ToString(),
            access = parts.Length == 3
                ? new[]
                {
                    new
                    {
                        type = parts[0],
                        name = parts[1],
                        actions = parts[2].Split(','),
                    },
                }
                : [],
        };
        var signed = Encode(JsonSerializer.SerializeToUtf8Bytes(header)) + "." + Encode(JsonSerializer.SerializeToUtf8Bytes(claims));
        return signed + "." + Encode(_key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    private static string Encode(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}
