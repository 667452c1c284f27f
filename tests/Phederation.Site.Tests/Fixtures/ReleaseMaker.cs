using Phederation.Containers.Engine;
using Phederation.Containers.Hardening;
using Phederation.Containers.Oci;
using Phederation.Seccomp.Recording;
using Phederation.Site.Tests.Fixtures;
using Phederation.Testing;
using Phederation.Testing.Services;
using Phederation.Trust;
using Phederation.Trust.ContentTrust;
using Phederation.Trust.Keys;
using Phederation.Trust.Releases;
using Phederation.Trust.Services;
using Phederation.Trust.Verdicts;

[assembly: AssemblyFixture(typeof(ReleaseMaker))]

namespace Phederation.Site.Tests.Fixtures;

/// <summary>Makes signed releases with a trust root of its own and the real trust services, which are started once for all tests.</summary>
public sealed class ReleaseMaker : IAsyncDisposable
{
    private const int QuickIterations = 2048;

    private readonly TempFolder _temp = new();
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly EngineClient _engine = EngineClient.Connect(EngineEndpoint.Default);
    private TrustKeys? _keys;
    private TrustServices? _services;

    /// <summary>The root key that the releases are signed under.</summary>
    public string RootKeyId => Keys.RootKeyId;

    private TrustKeys Keys => _keys ??= LocalTrustRoot.OpenOrCreate(_temp["trust"], QuickIterations);

    /// <summary>Writes and signs a release of one small image.</summary>
    internal async Task MakeAsync(
        string folder,
        SmallSite site,
        string version = "1.0.0",
        string script = SmallImages.Server,
        RuntimeContract? contract = null,
        string profile = LearningProfile.Json,
        IReadOnlyList<string>? missingGates = null,
        IReadOnlyList<ReleaseService>? services = null,
        string role = ReleaseImage.ServiceRole,
        CancellationToken cancellationToken = default
    )
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var name = site.Service;
            var (manifest, config, length) = await site.Images.WriteAsync(Path.Combine(folder, "images", name), script, version);
            Write(folder, ReleaseLayout.Profile(name), profile);
            Write(folder, ReleaseLayout.Evidence(name), "{}");
            Write(folder, "launcher/linux-x64/phederation", "a launcher");

            var trust = await ServicesAsync(cancellationToken);
            var gun = $"{trust.RegistryHost}/phederation-test/{name}";
            using var notary = new NotaryClient(trust.Notary, trust.CaCertificatePath);
            var signed = await new ImageSigner(notary, Keys, TimeProvider.System).SignAsync(
                gun,
                version,
                manifest,
                length,
                cancellationToken
            );
            await signed.SaveAsync(Path.Combine(folder, ReleaseLayout.ImageTrust(name)), cancellationToken);
            await new ReleaseSigner(Keys, TimeProvider.System).SignAsync(
                folder,
                new ReleaseManifest
                {
                    Version = version,
                    Created = TimeProvider.System.GetUtcNow(),
                    Policy = TrustPolicy.Local,
                    Source = new ReleaseSource { Commit = new string('0', 40), Dirty = false },
                    ToolVersion = "0.1.0",
                    Images =
                    [
                        new ReleaseImage
                        {
                            Name = name,
                            Role = role,
                            Repository = $"phederation-test/{name}",
                            Gun = gun,
                            Tag = version,
                            ManifestDigest = manifest.ToString(),
                            ManifestLength = length,
                            ConfigDigest = config.ToString(),
                            Runtime = contract ?? site.Contract,
                            Profile = ReleaseLayout.Profile(name),
                            Evidence = ReleaseLayout.Evidence(name),
                            Layout = ReleaseLayout.Image(name),
                        },
                    ],
                    Editions = ["standard", "secure"],
                    Services =
                        services
                        ??
                        [
                            new ReleaseService
                            {
                                Name = name,
                                Image = name,
                                Editions = ["standard", "secure"],
                            },
                        ],
                    Verdicts =
                    [
                        .. GateName.RequiredBy(TrustPolicy.Local).Except(missingGates ?? []).Select(gate => VerdictOf(gate, name, config)),
                    ],
                },
                options: null,
                cancellationToken
            );
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
            await ServiceStorage.RemoveAsync(_engine, _temp["services"]);
        }

        _engine.Dispose();
        _keys?.Dispose();
        _one.Dispose();
        _temp.Dispose();
    }

    private ReleaseVerdict VerdictOf(string gate, string image, Digest config) =>
        ReleaseVerdict.FromBytes(
            VerdictSigner.Sign(
                new Verdict
                {
                    Gate = gate,
                    ImageName = image,
                    ImageId = config.ToString(),
                    Policy = TrustPolicy.Local,
                    ToolVersion = "0.1.0",
                    Time = TimeProvider.System.GetUtcNow(),
                    Passed = true,
                },
                Keys.Verdict
            )
        );

    private async Task<TrustServices> ServicesAsync(CancellationToken cancellationToken)
    {
        return _services ??= await TrustServices.StartAsync(
            new TrustServicesOptions { StateFolder = _temp["services"], Images = await ServiceImages.GetAsync(_engine, cancellationToken) },
            _engine,
            TimeProvider.System,
            cancellationToken
        );
    }

    private static void Write(string folder, string path, string text)
    {
        var file = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
