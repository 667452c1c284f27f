using System.Net;
using System.Security.Cryptography;
using Phederation.Images.Catalogue;
using Phederation.Images.Generating;
using Phederation.Testing;

namespace Phederation.Images.Tests.Generating;

public sealed class ArtifactStoreTests : IDisposable
{
    private static readonly byte[] Content = "an upstream file"u8.ToArray();
    private readonly TempFolder _folder = new();
    private readonly HttpListener _server = new();
    private readonly string _address;

    public ArtifactStoreTests()
    {
        using var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        _address = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/";
        probe.Stop();
        _server.Prefixes.Add(_address);
        _server.Start();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _server.Close();
        _folder.Dispose();
    }

    [Fact(Timeout = 60_000)]
    public async Task Artifact_is_fetched_once_and_then_found()
    {
        var answering = AnswerAsync(Content);
        var store = new ArtifactStore(_folder.Path);

        var path = await store.EnsureAsync(Artifact(), null, Token);
        await answering;
        _server.Stop();

        Assert.Equal(Content, await File.ReadAllBytesAsync(path, Token));
        Assert.Equal(path, await store.EnsureAsync(Artifact(), null, Token));
    }

    [Fact(Timeout = 60_000)]
    public async Task Absent_artifact_says_where_it_can_be_put_by_hand_and_is_taken_from_there()
    {
        var answering = AnswerAsync([], HttpStatusCode.NotFound);
        var store = new ArtifactStore(_folder.Path);

        var fault = await Assert.ThrowsAsync<ImageException>(() => store.EnsureAsync(Artifact(), null, Token));
        await answering;
        Assert.Equal(ImageFault.ArtifactAbsent, fault.Fault);
        Assert.Contains("404", fault.Message, StringComparison.Ordinal);
        Assert.Contains(_folder.Path, fault.Message, StringComparison.Ordinal);

        await File.WriteAllBytesAsync(_folder[Artifact().Demand().Hash.Hex], Content, Token);
        Assert.Equal(_folder[Artifact().Demand().Hash.Hex], await store.EnsureAsync(Artifact(), null, Token));
    }

    [Fact(Timeout = 60_000)]
    public async Task Address_that_nobody_answers_at_is_absent_too()
    {
        _server.Stop();

        var fault = await Assert.ThrowsAsync<ImageException>(() => new ArtifactStore(_folder.Path).EnsureAsync(Artifact(), null, Token));

        Assert.Equal(ImageFault.ArtifactAbsent, fault.Fault);
    }

    [Fact(Timeout = 60_000)]
    public async Task Altered_artifact_is_refused_and_nothing_is_kept()
    {
        var answering = AnswerAsync("another file"u8.ToArray());

        var fault = await Assert.ThrowsAsync<ImageException>(() => new ArtifactStore(_folder.Path).EnsureAsync(Artifact(), null, Token));
        await answering;

        Assert.Equal(ImageFault.HashMismatch, fault.Fault);
        Assert.Contains(Artifact().Demand().Hash.Hex, fault.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(_folder.Path));
    }

    [Theory(Timeout = 60_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task File_is_held_to_a_SHA_512_where_its_publisher_gives_no_other(bool isRight)
    {
        var hash = new ArtifactHash(HashAlgorithmName.SHA512, Convert.ToHexStringLower(SHA512.HashData(isRight ? Content : [1])));
        var answering = AnswerAsync(Content);

        var ensuring = new ArtifactStore(_folder.Path).EnsureAsync(
            Artifact() with
            {
                Source = Artifact().Demand() with { Hash = hash },
            },
            null,
            Token
        );

        if (isRight)
        {
            Assert.Equal(Content, await File.ReadAllBytesAsync(await ensuring, Token));
        }
        else
        {
            Assert.Equal(ImageFault.HashMismatch, (await Assert.ThrowsAsync<ImageException>(() => ensuring)).Fault);
        }

        await answering;
    }

    [Fact(Timeout = 60_000)]
    public async Task Endless_artifact_is_cut_off_at_its_limit_and_nothing_is_kept()
    {
        var answering = AnswerAsync(new byte[1 << 20], times: 1000);

        var fault = await Assert.ThrowsAsync<ImageException>(() =>
            new ArtifactStore(_folder.Path).EnsureAsync(Artifact() with { SizeLimitBytes = 3 << 20 }, null, Token)
        );
        await answering;

        Assert.Equal(ImageFault.HashMismatch, fault.Fault);
        Assert.Contains("size-limit", fault.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(_folder.Path));
    }

    [Fact(Timeout = 60_000)]
    public async Task Cached_artifact_that_somebody_changed_is_refused()
    {
        await File.WriteAllTextAsync(_folder[Artifact().Demand().Hash.Hex], "changed", Token);

        var fault = await Assert.ThrowsAsync<ImageException>(() => new ArtifactStore(_folder.Path).EnsureAsync(Artifact(), null, Token));

        Assert.Equal(ImageFault.HashMismatch, fault.Fault);
    }

    private UpstreamArtifact Artifact() =>
        new(
            "payload",
            new ArtifactSource(
                new Uri(_address + "payload.war"),
                new ArtifactHash(HashAlgorithmName.SHA256, Convert.ToHexStringLower(SHA256.HashData(Content)))
            ),
            1 << 20
        );

    private async Task AnswerAsync(byte[] content, HttpStatusCode status = HttpStatusCode.OK, int times = 1)
    {
        var context = await _server.GetContextAsync();
        context.Response.StatusCode = (int)status;
        context.Response.SendChunked = true;
        try
        {
            for (var count = 0; count < times; count++)
            {
                await context.Response.OutputStream.WriteAsync(content, Token);
            }

            context.Response.Close();
        }
        catch (HttpListenerException)
        {
            // The reader had enough.
        }
    }
}
