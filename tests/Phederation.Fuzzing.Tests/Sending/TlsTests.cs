using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Phederation.Fuzzing.Exchanges;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Sending;
using Phederation.Fuzzing.Sending.References;
using Phederation.Fuzzing.Targets;
using Phederation.Testing;

namespace Phederation.Fuzzing.Tests.Sending;

public sealed class TlsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 30_000)]
    public async Task Https_target_is_asked_when_its_certificate_is_known_and_not_otherwise()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var file = _folder.Write("ca.pem", certificate.ExportCertificatePem());
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync(listener, certificate);
        var target = new FuzzTarget { Base = new Uri($"https://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}") };

        var known = await SendAsync(target with { CertificateFile = file });
        var unknown = await SendAsync(target);

        Assert.Equal((200, null), (known[0].Status, known[0].Fault));
        Assert.Equal((200, null), (known[1].Status, known[1].Fault));
        Assert.Equal(TransportFault.Closed, unknown[0].Fault);
        listener.Stop();
        await serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    [Fact]
    public async Task File_without_certificates_is_told()
    {
        var file = _folder.Write("ca.pem", "-----BEGIN CERTIFICATE-----\nnone\n-----END CERTIFICATE-----\n");

        var error = await Assert.ThrowsAsync<FuzzException>(() =>
            SendAsync(new FuzzTarget { Base = new Uri("https://localhost:1"), CertificateFile = file })
        );

        Assert.Equal(FuzzErrorKind.BadInput, error.Kind);
        Assert.StartsWith(file, error.Message, StringComparison.Ordinal);
    }

    private static async Task ServeAsync(TcpListener listener, X509Certificate2 certificate)
    {
        while (true)
        {
            using var client = await listener.AcceptTcpClientAsync(Cancellation);
            await using var tls = new SslStream(client.GetStream());
            try
            {
                await tls.AuthenticateAsServerAsync(certificate);
                var buffer = new byte[8192];
                while (await tls.ReadAsync(buffer, Cancellation) > 0)
                {
                    await tls.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"u8.ToArray(), Cancellation);
                }
            }
            catch (Exception error) when (error is IOException or System.Security.Authentication.AuthenticationException)
            {
                // The client doesn't know the certificate.
            }
        }
    }

    private static async Task<FuzzAnswer[]> SendAsync(FuzzTarget target)
    {
        await using var runner = await ScenarioRunner.CreateAsync(
            target,
            NoControl.Instance,
            NoControl.Instance,
            pacer: null,
            TimeProvider.System,
            Cancellation
        );
        var step = new RequestStep
        {
            Operation = "ask",
            Intent = RequestIntent.Open,
            Request = new FuzzRequest { Method = "GET", Path = "/" },
        };
        var outcome = await runner.RunAsync(
            new Scenario
            {
                Number = 0,
                Kind = "two",
                Steps = [step, step],
            },
            new RunCaptures(),
            Cancellation
        );
        return [.. outcome.Run.Results.Select(result => result.Answer!)];
    }
}
