using Phederation.Containers.Oci;
using Phederation.Testing;
using Phederation.Trust.ContentTrust;
using Phederation.Trust.Keys;
using Phederation.Trust.Services;
using Phederation.Trust.Tests.Keys;
using Phederation.Trust.Tests.Services;

namespace Phederation.Trust.Tests.ContentTrust;

[Collection(LoopbackServicesCollection.Name)]
public sealed class ImageSignerTests(LoopbackServices loopback)
{
    private static readonly Digest One = Digest.Sha256("one"u8);
    private static readonly Digest Two = Digest.Sha256("two"u8);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Tag_signed_is_resolved_from_the_server_and_from_a_folder_with_the_pinned_root()
    {
        using var trust = await OpenAsync();
        using var folder = new TempFolder();

        var signed = await trust.Signer.SignAsync(trust.Gun, "1.0", One, 100, Token);
        await signed.SaveAsync(folder.Path, Token);
        var online = await trust.VerifyAsync("1.0");
        var offline = await ImageVerifier.VerifyFolderAsync(
            folder.Path,
            trust.Gun,
            "1.0",
            [trust.Keys.RootKeyId],
            TrustVersions.Empty,
            TimeProvider.System,
            Token
        );

        Assert.Equal(One, signed.Manifest);
        foreach (var verification in (ImageVerification[])[online, offline])
        {
            Assert.Empty(verification.Refusals);
            Assert.Equal((One, 100), (verification.Image!.Manifest, verification.Image.Length));
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task Tag_that_is_signed_already_is_left_as_it_is()
    {
        using var trust = await OpenAsync();
        var first = await trust.Signer.SignAsync(trust.Gun, "1.0", One, 100, Token);

        var again = await trust.Signer.SignAsync(trust.Gun, "1.0", One, 100, Token);

        Assert.Equal(first.Versions, again.Versions);
    }

    [Fact(Timeout = 120_000)]
    public async Task Tag_signed_anew_means_the_new_manifest_and_other_tags_stay()
    {
        using var trust = await OpenAsync();
        await trust.Signer.SignAsync(trust.Gun, "1.0", One, 100, Token);
        await trust.Signer.SignAsync(trust.Gun, "latest", One, 100, Token);

        await trust.Signer.SignAsync(trust.Gun, "latest", Two, 200, Token);

        Assert.Equal(One, (await trust.VerifyAsync("1.0")).Image!.Manifest);
        Assert.Equal(Two, (await trust.VerifyAsync("latest")).Image!.Manifest);
        Assert.Equal(RefusalCode.Unsigned, Assert.Single((await trust.VerifyAsync("2.0")).Refusals).Code);
    }

    [Fact(Timeout = 120_000)]
    public async Task Tags_signed_at_the_same_time_are_all_signed()
    {
        using var trust = await OpenAsync();
        await trust.Signer.SignAsync(trust.Gun, "0", One, 100, Token);
        string[] tags = ["1", "2", "3", "4"];

        await Task.WhenAll(tags.Select(tag => trust.Signer.SignAsync(trust.Gun, tag, Two, 200, Token)));

        foreach (var tag in tags)
        {
            Assert.Equal(Two, (await trust.VerifyAsync(tag)).Image!.Manifest);
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task Repository_that_the_server_forgot_is_an_error_and_not_made_anew()
    {
        using var trust = await OpenAsync();
        await trust.Signer.SignAsync(trust.Gun, "1.0", One, 100, Token);
        await trust.ForgetAsync();

        var fault = await Assert.ThrowsAsync<TrustException>(() => trust.Signer.SignAsync(trust.Gun, "1.0", Two, 200, Token));

        Assert.Equal(TrustErrorKind.ServiceFailed, fault.Kind);
        Assert.Contains("forgot", fault.Message);
        Assert.Contains("repositories.json", fault.Message);
    }

    [Fact(Timeout = 120_000)]
    public async Task Repository_of_another_root_is_refused_by_signer_and_verifier()
    {
        using var trust = await OpenAsync();
        using var state = new TempFolder();
        using var others = TestKeys.Local(state.Path);
        await new ImageSigner(trust.Notary, others, TimeProvider.System).SignAsync(trust.Gun, "1.0", Two, 200, Token);

        var fault = await Assert.ThrowsAsync<TrustException>(() => trust.Signer.SignAsync(trust.Gun, "1.0", One, 100, Token));
        var verification = await trust.VerifyAsync("1.0");

        Assert.Equal(RefusalCode.UnknownRoot, Assert.Single(fault.Refusals).Code);
        Assert.Equal(RefusalCode.UnknownRoot, Assert.Single(verification.Refusals).Code);
    }

    [Fact(Timeout = 120_000)]
    public async Task Server_that_presents_older_metadata_is_refused()
    {
        using var trust = await OpenAsync();
        var signed = await trust.Signer.SignAsync(trust.Gun, "1.0", One, 100, Token);

        var verification = await trust.VerifyAsync(
            "1.0",
            TrustVersions.Empty.With(trust.Gun, [KeyValuePair.Create("targets", signed.Versions["targets"] + 1)])
        );

        Assert.Equal(RefusalCode.Rollback, Assert.Single(verification.Refusals).Code);
    }

    [Fact(Timeout = 120_000)]
    public async Task Expired_timestamp_of_a_server_is_refused_online()
    {
        using var trust = await OpenAsync();
        await trust.Signer.SignAsync(trust.Gun, "1.0", One, 100, Token);

        var later = new SettableClock(TimeProvider.System.GetUtcNow().AddDays(15));
        var verification = await ImageVerifier.VerifyAsync(
            trust.Notary,
            trust.Gun,
            "1.0",
            [trust.Keys.RootKeyId],
            TrustVersions.Empty,
            later,
            Token
        );

        Assert.Equal(RefusalCode.Expired, Assert.Single(verification.Refusals).Code);
    }

    [Theory]
    [InlineData("../x", "1.0")]
    [InlineData("host/../x", "1.0")]
    [InlineData("host/x?y", "1.0")]
    [InlineData("host", "1.0")]
    [InlineData("host/x", "")]
    [InlineData("host/x", "a b")]
    public async Task Name_that_would_change_the_address_is_refused(string gun, string tag)
    {
        using var state = new TempFolder();
        using var keys = TestKeys.Local(state.Path);
        using var notary = new NotaryClient(new Uri("https://127.0.0.1:1"), null);

        await Assert.ThrowsAsync<ArgumentException>(() =>
            new ImageSigner(notary, keys, TimeProvider.System).SignAsync(gun, tag, One, 100, Token)
        );
        var verification = await ImageVerifier.VerifyAsync(notary, gun, tag, [], TrustVersions.Empty, TimeProvider.System, Token);
        Assert.Equal(RefusalCode.Malformed, Assert.Single(verification.Refusals).Code);
    }

    private async Task<Opened> OpenAsync() => new(await loopback.StartAsync(Token), TestKeys.Local(loopback.StateFolder));

    /// <summary>What the tests sign with, in a repository of its own.</summary>
    private sealed class Opened : IDisposable
    {
        private readonly TrustServices _services;

        public Opened(TrustServices services, TrustKeys keys)
        {
            _services = services;
            Keys = keys;
            Notary = new NotaryClient(services.Notary, services.CaCertificatePath);
            Signer = new ImageSigner(Notary, keys, TimeProvider.System);
            Gun = $"{services.RegistryHost}/test/{Guid.NewGuid():N}";
        }

        public TrustKeys Keys { get; }

        public NotaryClient Notary { get; }

        public ImageSigner Signer { get; }

        public string Gun { get; }

        public Task<ImageVerification> VerifyAsync(string tag, TrustVersions? saved = null) =>
            ImageVerifier.VerifyAsync(Notary, Gun, tag, [Keys.RootKeyId], saved ?? TrustVersions.Empty, TimeProvider.System, Token);

        public async Task ForgetAsync()
        {
            using var http = TrustHttp.Create(_services.CaCertificatePath, TimeSpan.FromSeconds(10));
            using var answer = await http.DeleteAsync(new Uri(_services.Notary, $"/v2/{Gun}/_trust/tuf/"), Token);
            answer.EnsureSuccessStatusCode();
        }

        public void Dispose()
        {
            Notary.Dispose();
            Keys.Dispose();
        }
    }
}
