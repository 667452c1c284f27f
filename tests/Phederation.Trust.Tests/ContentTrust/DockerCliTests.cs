using Phederation.Trust.ContentTrust;
using Phederation.Trust.Keys;
using Phederation.Trust.Services;
using Phederation.Trust.Tests.Keys;
using Phederation.Trust.Tests.Services;

namespace Phederation.Trust.Tests.ContentTrust;

/// <summary>What unmodified docker CLIs make of our signatures, and we of theirs.</summary>
[Collection(LoopbackServicesCollection.Name)]
public sealed class DockerCliTests(LoopbackServices loopback)
{
    public static TheoryData<string> Programs => [.. DockerCli.Programs];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory(Timeout = 420_000)]
    [MemberData(nameof(Programs))]
    public async Task Docker_pull_accepts_a_signed_tag(string program)
    {
        var services = await loopback.StartAsync(Token);
        using var docker = await DockerCli.OpenAsync(program, services);
        var (repository, image) = (Name(), new TinyImage(Name()));
        await image.PushAsync(services.Registry, repository, "1.0", Token);
        await SignAsync(services, repository, "1.0", image);

        var pulled = await docker.RunAsync("pull", $"{services.RegistryHost}/{repository}:1.0");
        var id = await docker.ImageIdAsync($"{services.RegistryHost}/{repository}:1.0");
        await docker.RemoveAsync(image);

        Assert.True(pulled.ExitCode == 0, pulled.Error);
        Assert.Contains($"{services.RegistryHost}/{repository}@{image.ManifestDigest}", pulled.Output);
        Assert.Equal(image.ImageId.ToString(), id);
    }

    [Theory(Timeout = 420_000)]
    [MemberData(nameof(Programs))]
    public async Task Docker_pull_refuses_an_unsigned_tag(string program)
    {
        var services = await loopback.StartAsync(Token);
        using var docker = await DockerCli.OpenAsync(program, services);
        var (repository, image) = (Name(), new TinyImage(Name()));
        await image.PushAsync(services.Registry, repository, "1.0", Token);
        await image.PushAsync(services.Registry, repository, "unsigned", Token);
        await SignAsync(services, repository, "1.0", image);

        var ofSignedRepository = await docker.RunAsync("pull", $"{services.RegistryHost}/{repository}:unsigned");
        var ofUnknownRepository = await docker.RunAsync("pull", $"{services.RegistryHost}/{Name()}:1.0");

        Assert.NotEqual(0, ofSignedRepository.ExitCode);
        Assert.Contains("No valid trust data for unsigned", ofSignedRepository.Error);
        Assert.NotEqual(0, ofUnknownRepository.ExitCode);
        Assert.Contains("does not have trust data", ofUnknownRepository.Error);
        Assert.Equal("", await docker.ImageIdAsync($"{services.RegistryHost}/{repository}:unsigned"));
    }

    [Theory(Timeout = 420_000)]
    [MemberData(nameof(Programs))]
    public async Task Docker_pull_gets_the_signed_image_after_another_was_pushed_over_its_tag(string program)
    {
        var services = await loopback.StartAsync(Token);
        using var docker = await DockerCli.OpenAsync(program, services);
        var (repository, image, other) = (Name(), new TinyImage(Name()), new TinyImage(Name()));
        await image.PushAsync(services.Registry, repository, "1.0", Token);
        await SignAsync(services, repository, "1.0", image);
        await other.PushAsync(services.Registry, repository, "1.0", Token);

        var pulled = await docker.RunAsync("pull", $"{services.RegistryHost}/{repository}:1.0");
        var id = await docker.ImageIdAsync($"{services.RegistryHost}/{repository}:1.0");
        var otherId = await docker.ImageIdAsync(other.ImageId.ToString());
        await docker.RemoveAsync(image);

        Assert.True(pulled.ExitCode == 0, pulled.Error);
        Assert.Equal(image.ImageId.ToString(), id);
        Assert.Equal("", otherId);
    }

    [Theory(Timeout = 420_000)]
    [MemberData(nameof(Programs))]
    public async Task Docker_pull_fails_after_the_signed_image_was_replaced_and_deleted(string program)
    {
        var services = await loopback.StartAsync(Token);
        using var docker = await DockerCli.OpenAsync(program, services);
        var (repository, image, other) = (Name(), new TinyImage(Name()), new TinyImage(Name()));
        await image.PushAsync(services.Registry, repository, "1.0", Token);
        await SignAsync(services, repository, "1.0", image);
        await other.PushAsync(services.Registry, repository, "1.0", Token);
        await image.DeleteAsync(services.Registry, repository, Token);

        var pulled = await docker.RunAsync("pull", $"{services.RegistryHost}/{repository}:1.0");

        Assert.NotEqual(0, pulled.ExitCode);
        Assert.Contains("manifest unknown", pulled.Error);
        Assert.Equal("", await docker.ImageIdAsync(other.ImageId.ToString()));
    }

    [Theory(Timeout = 420_000)]
    [MemberData(nameof(Programs))]
    public async Task Docker_signs_with_our_keys_and_we_verify_what_it_signed(string program)
    {
        var services = await loopback.StartAsync(Token);
        using var docker = await DockerCli.OpenAsync(program, services);
        using var state = new Phederation.Testing.TempFolder();
        using var keys = LocalTrustRoot.OpenOrCreate(state.Path);
        using var notary = new NotaryClient(services.Notary, services.CaCertificatePath);
        var (repository, image) = (Name(), new TinyImage(Name()));
        var gun = $"{services.RegistryHost}/{repository}";
        await image.PushAsync(services.Registry, repository, "1.0", Token);
        await new ImageSigner(notary, keys, TimeProvider.System).SignAsync(gun, "1.0", image.ManifestDigest, image.Manifest.Length, Token);
        Directory.CreateDirectory(docker.PrivateKeys);
        foreach (var key in keys.Store.List())
        {
            File.Copy(key.Path, Path.Combine(docker.PrivateKeys, Path.GetFileName(key.Path)));
        }

        // Docker takes a passphrase from its environment; this one is worth nothing after the test.
        var passphrase = File.ReadLines(Path.Combine(keys.Folder, "passphrase")).First();
        var pulled = await docker.RunAsync("pull", $"{gun}:1.0");
        var tagged = await docker.RunAsync("tag", $"{gun}:1.0", $"{gun}:2.0");
        var pushed = await docker.RunAsync(
            new Dictionary<string, string?>
            {
                ["DOCKER_CONTENT_TRUST_ROOT_PASSPHRASE"] = passphrase,
                ["DOCKER_CONTENT_TRUST_REPOSITORY_PASSPHRASE"] = passphrase,
            },
            "push",
            $"{gun}:2.0"
        );
        await docker.RemoveAsync(image);
        var verified = await ImageVerifier.VerifyAsync(
            notary,
            gun,
            "2.0",
            [keys.RootKeyId],
            TrustVersions.Empty,
            TimeProvider.System,
            Token
        );

        Assert.True(pulled.ExitCode == 0, pulled.Error);
        Assert.True(tagged.ExitCode == 0, tagged.Error);
        Assert.True(pushed.ExitCode == 0, pushed.Error + pushed.Output);
        Assert.Empty(verified.Refusals);
        Assert.Contains($"digest: {verified.Image!.Manifest} size: {verified.Image.Length}", pushed.Output);
    }

    [Theory(Timeout = 420_000)]
    [MemberData(nameof(Programs))]
    public async Task Key_that_docker_made_is_opened(string program)
    {
        var services = await loopback.StartAsync(Token);
        using var docker = await DockerCli.OpenAsync(program, services);
        using var folder = new Phederation.Testing.TempFolder();

        var made = await docker.RunAsync(
            new Dictionary<string, string?>
            {
                ["DOCKER_CONTENT_TRUST_ROOT_PASSPHRASE"] = "made by docker",
                ["DOCKER_CONTENT_TRUST_REPOSITORY_PASSPHRASE"] = "made by docker",
            },
            "trust",
            "key",
            "generate",
            "someone",
            "--dir",
            folder.Path
        );
        Assert.True(made.ExitCode == 0, made.Error);
        var store = new KeyStore(docker.PrivateKeys);
        var stored = Assert.Single(store.List());
        using var key = store.Open(stored.Id, Passphrase.Of("made by docker"));

        Assert.Equal("someone", key.Role);
        Assert.Equal(stored.Id, key.Id);
    }

    private static string Name() => $"test/{Guid.NewGuid():N}";

    private async Task SignAsync(TrustServices services, string repository, string tag, TinyImage image)
    {
        using var keys = TestKeys.Local(loopback.StateFolder);
        using var notary = new NotaryClient(services.Notary, services.CaCertificatePath);
        await new ImageSigner(notary, keys, TimeProvider.System).SignAsync(
            $"{services.RegistryHost}/{repository}",
            tag,
            image.ManifestDigest,
            image.Manifest.Length,
            Token
        );
    }
}
