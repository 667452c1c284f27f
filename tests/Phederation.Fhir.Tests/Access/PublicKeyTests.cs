using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Phederation.Fhir.Tests.Support;
using Phederation.Testing;
using Phederation.Testing.Services;

namespace Phederation.Fhir.Tests.Access;

/// <summary>Tokens of a site's own identity provider, checked with its public keys.</summary>
public sealed class PublicKeyTests(FhirSite site) : IDisposable
{
    // The service reads its password again for each connection.
    private readonly TempFolder _secrets = new();
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly ECDsa _curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly RSA _foreign = RSA.Create(2048);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _rsa.Dispose();
        _curve.Dispose();
        _foreign.Dispose();
        _secrets.Dispose();
    }

    [Fact]
    public async Task Rsa_key_in_pem_checks_its_own_tokens_only()
    {
        var pem = _rsa.ExportSubjectPublicKeyInfoPem();
        await using var service = await StartAsync(pem);
        await IsAsync(service, 200, Rsa(_rsa));
        await IsAsync(service, 401, Rsa(_foreign));
        await IsAsync(service, 401, Curve());
        await IsAsync(service, 401, Tokens.Make("user/*.*", algorithm: "none"));
        // The oldest trick: what is public, taken for the secret of both sides.
        await IsAsync(service, 401, Tokens.Make("user/*.*", secret: pem));
        await IsAsync(service, 401, Tokens.Make("user/*.*", secret: pem.Trim()));
    }

    [Fact]
    public async Task Curve_key_in_pem_checks_its_own_tokens_only()
    {
        await using var service = await StartAsync(_curve.ExportSubjectPublicKeyInfoPem());
        await IsAsync(service, 200, Curve());
        await IsAsync(service, 401, Rsa(_rsa));
        await IsAsync(service, 401, Curve()[..^6] + "AAAAAA");
    }

    [Fact]
    public async Task Set_of_keys_checks_the_tokens_of_each()
    {
        var rsa = _rsa.ExportParameters(includePrivateParameters: false);
        var curve = _curve.ExportParameters(includePrivateParameters: false);
        var set = $$"""
            {"keys":[
              {"kty":"RSA","use":"sig","alg":"RS256","kid":"r","n":"{{Text(rsa.Modulus!)}}","e":"{{Text(rsa.Exponent!)}}"},
              {"kty":"EC","use":"sig","kid":"c","crv":"P-256","x":"{{Text(curve.Q.X!)}}","y":"{{Text(curve.Q.Y!)}}"},
              {"kty":"oct","kid":"o","k":"{{Text(Encoding.UTF8.GetBytes(Tokens.Secret))}}"}
            ]}
            """;
        await using var service = await StartAsync(set);
        await IsAsync(service, 200, Rsa(_rsa));
        await IsAsync(service, 200, Curve());
        await IsAsync(service, 401, Rsa(_foreign));
        await IsAsync(
            service,
            401,
            Tokens.Signed("""{"alg":"HS256","kid":"o"}""", text => HMACSHA256.HashData(Encoding.UTF8.GetBytes(Tokens.Secret), text))
        );
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"keys":[{"kty":"oct","k":"AAAA"}]}""")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----")]
    [InlineData("{\"keys\":")]
    [InlineData("short")]
    [InlineData("")]
    public async Task File_without_a_key_is_told(string text)
    {
        var variables = Variables(text);
        var ended = await Assert.ThrowsAsync<Phederation.Processes.ProcessFailedException>(() =>
            ServiceProcess.StartAsync("fhir-server", variables, Cancellation)
        );
        Assert.Contains("is no key that tokens can be checked with", ended.Message, StringComparison.Ordinal);
    }

    private static string Text(byte[] bytes) => Base64Url.EncodeToString(bytes);

    private static string Rsa(RSA key) =>
        Tokens.Signed(
            """{"alg":"RS256","typ":"JWT","kid":"r"}""",
            text => key.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
        );

    private string Curve() =>
        Tokens.Signed("""{"alg":"ES256","typ":"JWT","kid":"c"}""", text => _curve.SignData(text, HashAlgorithmName.SHA256));

    private static async Task IsAsync(ServiceProcess service, int status, string token) =>
        (await new FhirClient(service.Client, token).GetAsync("Patient?_count=0")).Is(status);

    private Task<ServiceProcess> StartAsync(string key) => ServiceProcess.StartAsync("fhir-server", Variables(key), Cancellation);

    /// <summary>The site's secrets, but with another key for tokens.</summary>
    private Dictionary<string, string?> Variables(string key)
    {
        foreach (var file in Directory.EnumerateFiles(site.Database.Secrets))
        {
            File.Copy(file, _secrets[Path.GetFileName(file)]);
        }

        File.WriteAllText(_secrets["fhir_token_key"], key);
        var variables = site.Variables("on");
        variables["PHEDERATION_SECRETS"] = _secrets.Path;
        return variables;
    }
}
