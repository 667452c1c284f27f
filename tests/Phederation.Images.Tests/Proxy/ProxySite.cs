using System.Net;
using System.Net.Security;
using Phederation.Containers.Engine;
using Phederation.Containers.Engine.Models;
using Phederation.Containers.Hardening;
using Phederation.Images.Building;
using Phederation.Testing.Containers;

namespace Phederation.Images.Tests.Proxy;

/// <summary>
/// The proxy's image under its own runtime contract on the real engine, in a network of its own, on a free port of the loopback address;
/// and the program that stands for the parts behind it.
/// </summary>
internal sealed class ProxySite : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly EngineScope _scope;
    private readonly BuiltImage _image;

    private ProxySite(EngineScope scope, BuiltImage image, string id)
    {
        _scope = scope;
        _image = image;
        Id = id;
    }

    public string Id { get; }

    public EngineClient Engine => _scope.Engine;

    /// <summary>The published port.</summary>
    public int Port { get; private set; }

    /// <summary>Creates the network and the container; it is not started.</summary>
    public static async Task<ProxySite> CreateAsync(IReadOnlyDictionary<string, byte[]> secrets, CancellationToken cancellationToken)
    {
        var scope = await EngineScope.OpenAsync(cancellationToken);
        try
        {
            var image = await SharedImages.GetAsync(scope.Engine, "proxy", cancellationToken);
            var contract = image.Definition.Runtime!;
            await scope.Engine.Networks.CreateAsync(new CreateNetworkRequest { Name = scope.Id, Labels = scope.Labels }, cancellationToken);
            await SeedAsync(scope, image, secrets, cancellationToken);
            var request = HardenedContainer.Request(
                contract with
                {
                    Ports = [.. contract.Ports.Select(port => port with { HostPort = 0 })],
                },
                new HardenedContainerOptions
                {
                    Name = scope.Id,
                    ImageId = image.ImageId.ToString(),
                    Labels = scope.Labels,
                    NetworkName = scope.Id,
                    PublishPorts = true,
                    SecretsVolume = scope.Id + "-secrets",
                    RestartPolicy = "no",
                }
            );
            return new ProxySite(scope, image, await scope.Engine.Containers.CreateAsync(request, cancellationToken));
        }
        catch
        {
            await scope.DisposeAsync();
            throw;
        }
    }

    /// <summary>Creates and starts it and waits until it is healthy.</summary>
    public static async Task<ProxySite> RunAsync(ProxyCertificate certificate, CancellationToken cancellationToken)
    {
        var site = await CreateAsync(certificate.ToSecrets(), cancellationToken);
        try
        {
            await site.StartAsync(cancellationToken);
            return site;
        }
        catch
        {
            await site.DisposeAsync();
            throw;
        }
    }

    /// <summary>Replaces the secrets.</summary>
    public Task SeedAsync(IReadOnlyDictionary<string, byte[]> secrets, CancellationToken cancellationToken) =>
        SeedAsync(_scope, _image, secrets, cancellationToken);

    /// <summary>Starts the container and waits until it is healthy.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await Engine.Containers.StartAsync(Id, cancellationToken);
        while (await InspectAsync(cancellationToken) is var container && container.State.Health?.Status != "healthy")
        {
            Assert.True(container.State.Running, await LogAsync(cancellationToken));
            await Task.Delay(Pause, cancellationToken);
        }

        var port = (await InspectAsync(cancellationToken)).NetworkSettings.Ports["8443/tcp"]![0];
        Assert.Equal("127.0.0.1", port.HostIp);
        Port = int.Parse(port.HostPort);
    }

    /// <summary>Starts the container and waits for its end.</summary>
    public async Task<int> RunToEndAsync(CancellationToken cancellationToken)
    {
        await Engine.Containers.StartAsync(Id, cancellationToken);
        return await Engine.Containers.WaitAsync(Id, cancellationToken: cancellationToken);
    }

    /// <summary>Starts a container that answers under the name of this part; returns its id.</summary>
    public async Task<string> AddPartAsync(string name, CancellationToken cancellationToken)
    {
        var image = await SharedImages.GetAsync(Engine, "base", cancellationToken);
        var id = await Engine.Containers.CreateAsync(
            UpstreamContainer.Request(image.ImageId.ToString(), _scope.Id, name, _scope.Labels),
            cancellationToken
        );
        await Engine.Containers.StartAsync(id, cancellationToken);
        return id;
    }

    public async Task<ContainerDetails> InspectAsync(CancellationToken cancellationToken) =>
        (await Engine.Containers.InspectAsync(Id, cancellationToken))!;

    public Task<string> LogAsync(CancellationToken cancellationToken) =>
        Engine.Containers.LogTextAsync(Id, cancellationToken: cancellationToken);

    /// <summary>Waits until the log has a text: a line is written after its request was answered.</summary>
    public Task<string> WaitForLogAsync(string text, CancellationToken cancellationToken) =>
        Engine.Containers.LogWithAsync(Id, text, cancellationToken);

    /// <summary>A client that takes a self-signed certificate, and follows nothing.</summary>
    public HttpClient Client(Version? version = null)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            EnableMultipleHttp2Connections = true,
            UseProxy = false,
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = ProxyCertificate.IsForThisHost },
        };
        return new HttpClient(handler)
        {
            BaseAddress = new Uri($"https://localhost:{Port}"),
            DefaultRequestVersion = version ?? HttpVersion.Version11,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Timeout = TimeSpan.FromSeconds(60),
        };
    }

    /// <summary>Asks until the part that was just started answers.</summary>
    public async Task WaitForPartAsync(string path, CancellationToken cancellationToken)
    {
        using var client = Client();
        while (true)
        {
            using var answer = await client.GetAsync(path, cancellationToken);
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                return;
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }

    public ValueTask DisposeAsync() => _scope.DisposeAsync();

    private static async Task SeedAsync(
        EngineScope scope,
        BuiltImage image,
        IReadOnlyDictionary<string, byte[]> secrets,
        CancellationToken cancellationToken
    )
    {
        var (uid, gid) = image.Definition.Runtime!.Owner();
        await SecretVolume.SeedAsync(
            scope.Engine,
            image.ImageId.ToString(),
            scope.Id + "-secrets",
            uid,
            gid,
            secrets,
            scope.Labels,
            cancellationToken
        );
    }
}
