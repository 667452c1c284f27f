using System.Text.Json.Nodes;
using Phederation.Testing;
using Phederation.Trust.Keys;
using Phederation.Trust.Tuf;

namespace Phederation.Trust.Tests.Tuf;

/// <summary>Repositories with delegations and thresholds, which our own signers seldom make and others may.</summary>
public sealed class TufVerifierTests : IDisposable
{
    private const string Gun = "127.0.0.1:5000/honeur/tiny";
    private static readonly DateTimeOffset Now = new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();
    private readonly SigningKey _root = SigningKey.Create(KeyRole.Root);
    private readonly SigningKey _targets = SigningKey.Create(KeyRole.Targets);
    private readonly SigningKey _snapshot = SigningKey.Create(KeyRole.Snapshot);
    private readonly SigningKey _timestamp = SigningKey.Create(KeyRole.Timestamp);
    private readonly SigningKey _releases = SigningKey.Create("releases");

    [Fact]
    public async Task Delegation_for_releases_comes_before_targets_as_docker_has_it()
    {
        Write(delegated: [Delegated(TufRole.Releases, _releases)]);

        var repository = await VerifyAsync();

        Assert.Equal(TufRole.Releases, repository.Resolve("1.0")!.Role);
        Assert.Equal(TufRole.Targets, repository.Resolve("only-targets")!.Role);
        Assert.Null(repository.Resolve("none"));
    }

    [Fact]
    public async Task Delegation_of_another_name_resolves_nothing()
    {
        Write(delegated: [Delegated("targets/someone", _releases, tag: "2.0")], role: "targets/someone");

        Assert.Null((await VerifyAsync()).Resolve("2.0"));
    }

    [Fact]
    public async Task Delegation_signed_with_another_key_is_refused()
    {
        using var forger = SigningKey.Create("releases");
        Write(delegated: [Delegated(TufRole.Releases, forger)]);

        await AssertRefusedAsync(RefusalCode.BadSignature, TufRole.Releases);
    }

    [Fact]
    public async Task Delegation_edited_is_refused()
    {
        Write(delegated: [Delegated(TufRole.Releases, _releases)]);
        var path = _folder["targets/releases.json"];
        await File.WriteAllTextAsync(
            path,
            (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).Replace(
                "\"1.0\"",
                "\"1.1\"",
                StringComparison.Ordinal
            ),
            TestContext.Current.CancellationToken
        );

        await AssertRefusedAsync(RefusalCode.Altered, TufRole.Releases);
    }

    [Fact]
    public async Task Delegation_that_has_signed_nothing_yet_is_passed_over()
    {
        Write(delegated: []);

        Assert.Equal(TufRole.Targets, (await VerifyAsync()).Resolve("1.0")!.Role);
    }

    [Fact]
    public async Task Delegation_may_not_sign_beyond_its_paths()
    {
        Write(delegated: [Delegated(TufRole.Releases, _releases)], paths: "2.");

        Assert.Equal(TufRole.Targets, (await VerifyAsync()).Resolve("1.0")!.Role);
    }

    [Fact]
    public async Task Threshold_counts_keys_and_not_signatures_or_certificates()
    {
        var once = Certificate();
        var twice = Certificate();
        Write(delegated: [], roots: [once, twice], threshold: 2);

        await AssertRefusedAsync(RefusalCode.BadSignature, TufRole.Root);
    }

    [Fact]
    public async Task Threshold_of_nothing_is_refused()
    {
        Write(delegated: [], threshold: 0);

        await AssertRefusedAsync(RefusalCode.Malformed, TufRole.Root);
    }

    [Fact]
    public async Task Root_key_outside_a_certificate_is_refused()
    {
        Write(delegated: [], roots: [_root.Public]);

        await AssertRefusedAsync(RefusalCode.Malformed, TufRole.Root);
    }

    [Fact]
    public async Task Certificate_for_a_prefix_covers_what_begins_with_it()
    {
        Write(delegated: [], roots: [Certificate("127.0.0.1:5000/honeur/*")]);
        Assert.NotNull((await VerifyAsync()).Resolve("1.0"));

        Write(delegated: [], roots: [Certificate("127.0.0.1:5000/other/*")]);
        await AssertRefusedAsync(RefusalCode.Mismatch, TufRole.Root);
    }

    [Fact]
    public async Task Certificate_outside_its_dates_is_refused()
    {
        Write(delegated: [], roots: [RootCertificate.Create(_root, Gun, Now.AddDays(-2), Now.AddDays(-1))]);
        await AssertRefusedAsync(RefusalCode.Expired, TufRole.Root);

        Write(delegated: [], roots: [RootCertificate.Create(_root, Gun, Now.AddDays(1), Now.AddDays(2))]);
        await AssertRefusedAsync(RefusalCode.Clock, TufRole.Root);
    }

    [Fact]
    public async Task Key_listed_under_another_id_does_not_count()
    {
        using var forger = SigningKey.Create(KeyRole.Targets);
        var certificate = Certificate();
        var root = TufDocuments.Root(1, Now.AddDays(1), [certificate], _targets.Public, _snapshot.Public, _timestamp.Public);

        // The forger's key under the id of the targets key; even the root's signature doesn't make it that key.
        root["keys"]![_targets.Id]!["keyval"]!["public"] = Convert.ToBase64String(forger.Public.PublicPart.Span);
        WriteChain(TufDocuments.Sign(root, (certificate.Id, _root)), TargetsFile(null, forger, _targets.Id), []);

        await AssertRefusedAsync(RefusalCode.BadSignature, TufRole.Targets);
    }

    public void Dispose()
    {
        _folder.Dispose();
        foreach (var key in (SigningKey[])[_root, _targets, _snapshot, _timestamp, _releases])
        {
            key.Dispose();
        }
    }

    private TufKey Certificate(string name = Gun) => RootCertificate.Create(_root, name, Now.AddDays(-1), Now.AddDays(100));

    private static (string Role, byte[] Bytes) Delegated(string role, SigningKey key, string tag = "1.0")
    {
        var document = TufDocuments.Targets(1, Now.AddDays(100));
        TufDocuments.SetTarget(document, tag, new byte[32], 1);
        return (role, TufDocuments.Sign(document, (key.Id, key)));
    }

    private void Write(
        IReadOnlyList<(string Role, byte[] Bytes)> delegated,
        string role = TufRole.Releases,
        string paths = "",
        IReadOnlyList<TufKey>? roots = null,
        int threshold = 1
    )
    {
        var certificates = roots ?? [Certificate()];
        var root = TufDocuments.Root(1, Now.AddDays(100), certificates, _targets.Public, _snapshot.Public, _timestamp.Public);
        root["roles"]![TufRole.Root]!["threshold"] = threshold;
        (string, SigningKey)[] signers = [.. certificates.Select(certificate => (certificate.Id, _root))];
        WriteChain(TufDocuments.Sign(root, signers), TargetsFile((role, paths), _targets, _targets.Id), delegated);
    }

    private byte[] TargetsFile((string Role, string Paths)? delegation, SigningKey key, string id)
    {
        var document = TufDocuments.Targets(1, Now.AddDays(100));
        TufDocuments.SetTarget(document, "1.0", new byte[32], 1);
        TufDocuments.SetTarget(document, "only-targets", new byte[32], 1);
        if (delegation is { } one)
        {
            TufDocuments.Delegate(document, one.Role, _releases.Public);
            document["delegations"]!["roles"]![0]!["paths"] = new JsonArray(one.Paths);
        }

        return TufDocuments.Sign(document, (id, key));
    }

    private void WriteChain(byte[] root, byte[] targets, IReadOnlyList<(string Role, byte[] Bytes)> delegated)
    {
        (string Role, byte[] Bytes)[] files = [(TufRole.Root, root), (TufRole.Targets, targets), .. delegated];
        var snapshot = TufDocuments.Sign(TufDocuments.Snapshot(1, Now.AddDays(100), files), (_snapshot.Id, _snapshot));
        var timestamp = TufDocuments.Sign(TufDocuments.Timestamp(1, Now.AddDays(100), snapshot), (_timestamp.Id, _timestamp));
        foreach (var (role, bytes) in files.Append((TufRole.Snapshot, snapshot)).Append((TufRole.Timestamp, timestamp)))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder[role])!);
            File.WriteAllBytes(_folder[role + ".json"], bytes);
        }
    }

    private Task<TufRepository> VerifyAsync() =>
        new TufVerifier(
            new TufTrust(Gun, [_root.Id], TrustVersions.Empty, Now, TimeSpan.FromMinutes(10)),
            new FolderTufSource(_folder.Path, "folder")
        ).VerifyAsync(TestContext.Current.CancellationToken);

    private async Task AssertRefusedAsync(string code, string role)
    {
        var fault = await Assert.ThrowsAsync<RefusedException>(VerifyAsync);
        Assert.Equal(code, fault.Refusal.Code);
        Assert.Equal($"folder/{role}.json", fault.Refusal.Where);
    }
}
