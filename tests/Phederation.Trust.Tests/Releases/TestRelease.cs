using System.Security.Cryptography;
using System.Text;
using Phederation.Containers.Hardening;
using Phederation.Containers.Oci;
using Phederation.Testing;
using Phederation.Trust.Keys;
using Phederation.Trust.Releases;
using Phederation.Trust.Tests.ContentTrust;
using Phederation.Trust.Tests.Keys;
using Phederation.Trust.Tuf;
using Phederation.Trust.Verdicts;

namespace Phederation.Trust.Tests.Releases;

/// <summary>
/// A small release of one image, signed with keys of its own. The image's metadata is what a trust server would serve, with the server's
/// keys played by two of ours: what the verifier reads is the same.
/// </summary>
internal sealed class TestRelease : IDisposable
{
    public const string Gun = "127.0.0.1:5000/honeur/tiny";
    public const string Tag = "1.0";
    public static readonly DateTimeOffset Start = new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _temp = new();

    public TestRelease(DateTimeOffset? now = null)
    {
        Clock = new SettableClock(now ?? Start);
        Keys = TestKeys.Local(_temp["state"]);
        Image = new TinyImage("released");
        Directory.CreateDirectory(Folder);
    }

    public string Folder => _temp["release"];

    public SettableClock Clock { get; }

    public TrustKeys Keys { get; }

    public TinyImage Image { get; private set; }

    public string this[string path] => Path.Combine(Folder, path);

    public static RuntimeContract Runtime =>
        new()
        {
            User = "999:999",
            MemoryBytes = 64 << 20,
            Cpus = 0.5,
            PidsLimit = 32,
            Environment = new Dictionary<string, string> { ["LANG"] = "C.UTF-8" },
        };

    /// <summary>A whole release.</summary>
    public static async Task<TestRelease> SignedAsync()
    {
        var release = new TestRelease().WithContent();
        await release.SignAsync();
        return release;
    }

    /// <summary>Everything of a release but its signature.</summary>
    public TestRelease WithContent()
    {
        Write("profiles/tiny/seccomp.json", """{"defaultAction":"SCMP_ACT_ERRNO"}""");
        Write("profiles/tiny/evidence.json", """{"syscalls":[]}""");
        Write("launcher/linux-x64/phederation", "launcher");
        WriteLayout(Image);
        WriteImageTrust(Gun, Keys, Image.ManifestDigest, Image.Manifest.Length);
        return this;
    }

    public void WriteLayout(TinyImage image)
    {
        Image = image;
        Write("images/tiny/oci-layout", """{"imageLayoutVersion":"1.0.0"}""");
        Write("images/tiny/index.json", Index(image.Manifest));
        foreach (var blob in (byte[][])[image.Manifest, image.Config, image.Layer])
        {
            Write(Blob(Digest.Sha256(blob)), blob);
        }
    }

    public static string Blob(Digest digest) => $"images/tiny/blobs/sha256/{digest.Hex}";

    public static string Index(params byte[][] manifests) =>
        $$"""
            {"schemaVersion":2,"manifests":[{{string.Join(
                ',',
                manifests.Select(manifest =>
                    $$$"""{"mediaType":"application/vnd.docker.distribution.manifest.v2+json","digest":"{{{Digest.Sha256(manifest)}}}","size":{{{manifest.Length}}},"annotations":{"org.opencontainers.image.ref.name":"1.0"}}"""
                )
            )}}]}
            """;

    /// <summary>Writes what a trust server would serve for the image.</summary>
    public void WriteImageTrust(
        string gun,
        TrustKeys keys,
        Digest manifest,
        long length,
        int version = 1,
        string tag = Tag,
        DateTimeOffset? timestampExpires = null
    )
    {
        var now = Clock.GetUtcNow();
        var certificate = RootCertificate.Create(keys.Root, gun, now.AddDays(-1), now.AddDays(3650));
        var targetsKey = keys.TargetsOf(gun);
        var root = TufDocuments.Sign(
            TufDocuments.Root(version, now.AddDays(3650), [certificate], targetsKey.Public, keys.Snapshot.Public, keys.Timestamp.Public),
            (certificate.Id, keys.Root)
        );
        var targetsDocument = TufDocuments.Targets(version, now.AddDays(1000));
        TufDocuments.SetTarget(targetsDocument, tag, Convert.FromHexString(manifest.Hex), length);
        var targets = TufDocuments.Sign(targetsDocument, (targetsKey.Id, targetsKey));
        var snapshot = TufDocuments.Sign(
            TufDocuments.Snapshot(version, now.AddDays(1000), [("root", root), ("targets", targets)]),
            (keys.Snapshot.Id, keys.Snapshot)
        );
        var timestamp = TufDocuments.Sign(
            TufDocuments.Timestamp(version, timestampExpires ?? now.AddDays(14), snapshot),
            (keys.Timestamp.Id, keys.Timestamp)
        );
        Write("trust/images/tiny/root.json", root);
        Write("trust/images/tiny/targets.json", targets);
        Write("trust/images/tiny/snapshot.json", snapshot);
        Write("trust/images/tiny/timestamp.json", timestamp);
    }

    public ReleaseManifest Manifest(params Verdict[] verdicts) =>
        new()
        {
            Version = "1.0",
            Created = Clock.GetUtcNow(),
            Policy = TrustPolicy.Local,
            Source = new ReleaseSource { Commit = "0123456789abcdef", Dirty = false },
            ToolVersion = "0.1.0",
            Images =
            [
                new ReleaseImage
                {
                    Name = "tiny",
                    Repository = "honeur/tiny",
                    Gun = Gun,
                    Tag = Tag,
                    ManifestDigest = Image.ManifestDigest.ToString(),
                    ManifestLength = Image.Manifest.Length,
                    ConfigDigest = Image.ImageId.ToString(),
                    Runtime = Runtime,
                    Profile = "profiles/tiny/seccomp.json",
                    Evidence = "profiles/tiny/evidence.json",
                    Layout = "images/tiny",
                },
            ],
            Verdicts = [.. verdicts.Select(verdict => ReleaseVerdict.FromBytes(VerdictSigner.Sign(verdict, Keys.Verdict)))],
        };

    public Verdict Verdict(string gate = "replay") =>
        new()
        {
            Gate = gate,
            ImageName = "tiny",
            ImageId = Image.ImageId.ToString(),
            ProfileSha256 = HashOf("profiles/tiny/seccomp.json"),
            EvidenceSha256 = HashOf("profiles/tiny/evidence.json"),
            WorkloadSha256 = new string('0', 64),
            Policy = TrustPolicy.Local,
            ToolVersion = "0.1.0",
            Time = Clock.GetUtcNow(),
            Passed = true,
        };

    public Task<VerifiedRelease> SignAsync(ReleaseManifest? manifest = null) =>
        new ReleaseSigner(Keys, Clock).SignAsync(
            Folder,
            manifest ?? Manifest(Verdict()),
            options: null,
            TestContext.Current.CancellationToken
        );

    /// <summary>Signs whatever the manifest says, as someone with the keys could, without the verification that a signer ends with.</summary>
    public void Forge(ReleaseManifest manifest) => ForgeBytes(manifest.ToBytes());

    /// <summary>Signs any bytes as release.json.</summary>
    public void ForgeBytes(byte[] bytes)
    {
        const int version = 1;
        var now = Clock.GetUtcNow();
        var certificate = RootCertificate.Create(Keys.Root, ReleaseLayout.Gun, now.AddDays(-1), now.AddDays(3650));
        var root = TufDocuments.Sign(
            TufDocuments.Root(1, now.AddDays(3650), [certificate], Keys.Targets.Public, Keys.Snapshot.Public, Keys.Timestamp.Public),
            (certificate.Id, Keys.Root)
        );
        var targetsDocument = TufDocuments.Targets(version, now.AddDays(1000));
        TufDocuments.SetTarget(targetsDocument, ReleaseManifest.FileName, SHA256.HashData(bytes), bytes.Length);
        TufDocuments.Delegate(targetsDocument, ReleaseLayout.VerdictRole, Keys.Verdict.Public);
        var targets = TufDocuments.Sign(targetsDocument, (Keys.Targets.Id, Keys.Targets));
        var snapshot = TufDocuments.Sign(
            TufDocuments.Snapshot(version, now.AddDays(1000), [("root", root), ("targets", targets)]),
            (Keys.Snapshot.Id, Keys.Snapshot)
        );
        var timestamp = TufDocuments.Sign(TufDocuments.Timestamp(version, now.AddDays(365), snapshot), (Keys.Timestamp.Id, Keys.Timestamp));
        Write("release.json", bytes);
        Write("trust/release/root.json", root);
        Write("trust/release/targets.json", targets);
        Write("trust/release/snapshot.json", snapshot);
        Write("trust/release/timestamp.json", timestamp);
    }

    /// <summary>The files that are there now, as a manifest lists them.</summary>
    public IReadOnlyList<ReleaseFile> Files() =>
        [
            .. Directory
                .EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(Folder, path).Replace('\\', '/'))
                .Where(path => path != "release.json" && !path.StartsWith("trust/release/", StringComparison.Ordinal))
                .Select(path => new ReleaseFile
                {
                    Path = path,
                    Sha256 = HashOf(path),
                    Length = new FileInfo(this[path]).Length,
                }),
        ];

    public Task<ReleaseVerification> VerifyAsync(
        TrustVersions? saved = null,
        ReleaseVerifierOptions? options = null,
        IReadOnlyCollection<string>? pins = null
    ) =>
        ReleaseVerifier.VerifyAsync(
            Folder,
            pins ?? [Keys.RootKeyId],
            saved ?? TrustVersions.Empty,
            Clock,
            options,
            TestContext.Current.CancellationToken
        );

    /// <summary>Verifies, and sees that it is refused for the reason.</summary>
    public async Task AssertRefusedAsync(string code, string where, TrustVersions? saved = null)
    {
        var verification = await VerifyAsync(saved);
        Assert.Null(verification.Release);
        Assert.Contains(verification.Refusals, refusal => refusal.Code == code && refusal.Where.Contains(where));
    }

    public string HashOf(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(this[path])));

    public void Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    public void Write(string path, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[path])!);
        File.WriteAllBytes(this[path], bytes);
    }

    /// <summary>Changes one byte, and nothing of the file's length.</summary>
    public void FlipByte(string path, int offset = -1)
    {
        var bytes = File.ReadAllBytes(this[path]);
        bytes[offset < 0 ? bytes.Length / 2 : offset] ^= 1;
        File.WriteAllBytes(this[path], bytes);
    }

    public void Dispose()
    {
        Keys.Dispose();
        _temp.Dispose();
    }
}
