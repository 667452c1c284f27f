using Phederation.Containers.Engine;
using Phederation.Containers.Hardening;
using Phederation.Containers.Oci;
using Phederation.Containers.Registry;
using Phederation.Images.Building;
using Phederation.Images.Catalogue;
using Phederation.Processes;
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
    private static readonly string[] Editions = ["standard", "secure"];

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
        bool isSupervisable = false,
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

            var image = new ReleaseImage
            {
                Name = name,
                Role = role,
                Repository = $"phederation-test/{name}",
                Tag = version,
                ManifestDigest = manifest.ToString(),
                ManifestLength = length,
                ConfigDigest = config.ToString(),
                Runtime = contract ?? site.Contract,
                Profile = ReleaseLayout.Profile(name),
                Evidence = ReleaseLayout.Evidence(name),
                Layout = ReleaseLayout.Image(name),
                Gun = "",
            };
            var service = new ReleaseService
            {
                Name = name,
                Image = name,
                Editions = Editions,
            };
            var gates = GateName.RequiredBy(TrustPolicy.Local).Except(missingGates ?? []);
            gates = isSupervisable ? gates.Append(GateName.Supervised) : gates;
            await SignAsync(folder, version, [image], services ?? [service], [.. gates], cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>
    /// Writes and signs a release of the checkout's own stack: its images as they are built now, under their reviewed profiles. What tracing and
    /// replaying would say is taken for granted.
    /// </summary>
    internal async Task MakeStackAsync(string folder, CancellationToken cancellationToken)
    {
        var root = Path.Combine(Repository.Root, "images");
        var catalogue = ImageCatalogue.Load(root);
        var stack = StackDefinition.Load(root, catalogue);
        await _one.WaitAsync(cancellationToken);
        try
        {
            var images = new List<ReleaseImage>();
            foreach (var name in stack.Parts.Select(part => part.Image).Distinct())
            {
                images.Add(await AddAsync(folder, catalogue.Single(image => image.Name == name), catalogue, cancellationToken));
            }

            var services = stack.Parts.Select(part => new ReleaseService
            {
                Name = part.Name,
                Image = part.Image,
                Editions = part.Editions,
                Environment = part.Environment,
            });
            Write(folder, "launcher/linux-x64/phederation", "a launcher");
            await SignAsync(folder, "1.0.0", images, [.. services], GateName.RequiredBy(TrustPolicy.Local), cancellationToken);
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

    private async Task<ReleaseImage> AddAsync(
        string folder,
        ImageDefinition definition,
        IReadOnlyList<ImageDefinition> catalogue,
        CancellationToken cancellationToken
    )
    {
        var name = definition.Name;
        var built = await new ImageBuilder(_engine, new ProcessRunner(), catalogue).BuildAsync(
            definition,
            new ImageBuildOptions { CacheFolder = Path.Combine(Repository.Root, ".state", "cache") },
            progress: null,
            cancellationToken
        );
        var trust = await ServicesAsync(cancellationToken);
        var reference = $"{trust.RegistryHost}/{definition.Reference}";
        await _engine.Images.TagAsync(built.ImageId.ToString(), reference, cancellationToken);
        var pushed = await _engine.Images.PushAsync(reference, cancellationToken: cancellationToken);
        await _engine.Images.RemoveAsync(reference, cancellationToken: cancellationToken);
        using var registry = new RegistryClient(trust.Registry);
        await ImageTransfer.CopyAsync(
            registry,
            definition.Repository,
            pushed.Manifest.ToString(),
            await OciLayout.CreateAsync(Path.Combine(folder, ReleaseLayout.Image(name)), cancellationToken),
            definition.Version,
            cancellationToken
        );
        var reviewed = Path.Combine(Repository.Root, "profiles", name);
        Write(folder, ReleaseLayout.Profile(name), await File.ReadAllTextAsync(Path.Combine(reviewed, "seccomp.json"), cancellationToken));
        Write(folder, ReleaseLayout.Evidence(name), "{}");
        return new ReleaseImage
        {
            Name = name,
            Role = definition.Role == ImageRole.Job ? ReleaseImage.JobRole : ReleaseImage.ServiceRole,
            Repository = definition.Repository,
            Tag = definition.Version,
            ManifestDigest = pushed.Manifest.ToString(),
            ManifestLength = pushed.Length,
            ConfigDigest = built.ImageId.ToString(),
            Runtime = definition.Runtime!,
            Profile = ReleaseLayout.Profile(name),
            Evidence = ReleaseLayout.Evidence(name),
            Layout = ReleaseLayout.Image(name),
            Gun = "",
        };
    }

    /// <summary>Signs each image under its name at the registry, and the release as a whole.</summary>
    private async Task SignAsync(
        string folder,
        string version,
        IReadOnlyList<ReleaseImage> images,
        IReadOnlyList<ReleaseService> services,
        IReadOnlyList<string> gates,
        CancellationToken cancellationToken
    )
    {
        var trust = await ServicesAsync(cancellationToken);
        using var notary = new NotaryClient(trust.Notary, trust.CaCertificatePath);
        var signer = new ImageSigner(notary, Keys, TimeProvider.System);
        var named = images.Select(image => image with { Gun = $"{trust.RegistryHost}/{image.Repository}" }).ToList();
        foreach (var image in named)
        {
            var manifest = Digest.Parse(image.ManifestDigest);
            var signed = await signer.SignAsync(image.Gun, image.Tag, manifest, image.ManifestLength, cancellationToken);
            await signed.SaveAsync(Path.Combine(folder, ReleaseLayout.ImageTrust(image.Name)), cancellationToken);
        }

        await new ReleaseSigner(Keys, TimeProvider.System).SignAsync(
            folder,
            new ReleaseManifest
            {
                Version = version,
                Created = TimeProvider.System.GetUtcNow(),
                Policy = TrustPolicy.Local,
                Source = new ReleaseSource { Commit = new string('0', 40), Dirty = false },
                ToolVersion = "0.1.0",
                Images = named,
                Editions = Editions,
                Services = services,
                Verdicts =
                [
                    .. named.SelectMany(image =>
                        gates.Select(gate => VerdictOf(gate, image, File.ReadAllBytes(Path.Combine(folder, image.Profile))))
                    ),
                ],
            },
            options: null,
            cancellationToken
        );
    }

    private ReleaseVerdict VerdictOf(string gate, ReleaseImage image, byte[] profile) =>
        ReleaseVerdict.FromBytes(
            VerdictSigner.Sign(
                new Verdict
                {
                    Gate = gate,
                    ImageName = image.Name,
                    ImageId = image.ConfigDigest,
                    ProfileSha256 = gate is GateName.Replay or GateName.Supervised ? Digest.Sha256(profile).Hex : null,
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
