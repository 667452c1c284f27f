using System.Text;
using Phederation.Containers.Oci;
using Phederation.Trust.Releases;

namespace Phederation.Trust.Tests.Releases;

/// <summary>Damage of any kind, at places that a seed chooses: always a refusal or a verified release, never an exception.</summary>
public sealed class ReleaseMutationTests
{
    private const int Seed = 20260115;

    private static readonly string[] Fragments =
    [
        "null",
        "\"",
        "{",
        "[",
        "-1",
        "1e999",
        "\\u0000",
        "\\ud800",
        "../",
        "\0",
        "9999999999999999999",
    ];

    [Fact(Timeout = 300_000)]
    public async Task File_damaged_anywhere_is_refused()
    {
        using var release = new TestRelease().WithContent();
        await release.SignAsync();
        string[] files = [.. Directory.EnumerateFiles(release.Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        var random = new Random(Seed);
        for (var i = 0; i < 400; i++)
        {
            var path = files[i % files.Length];
            var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
            var damaged = Damage(bytes, random);
            if (damaged.AsSpan().SequenceEqual(bytes))
            {
                continue;
            }

            await File.WriteAllBytesAsync(path, damaged, TestContext.Current.CancellationToken);
            var verification = await release.VerifyAsync();
            await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);

            // The signature list is the one place that is not signed: white space or an unused member there changes nothing.
            Assert.True(verification.Release is null || IsUnsignedPlace(path), $"round {i}: {path} was damaged and accepted");
            Assert.True(verification.Release is null == verification.Refusals.Count > 0, $"round {i}");
        }

        Assert.Empty((await release.VerifyAsync()).Refusals);
    }

    [Fact(Timeout = 300_000)]
    public async Task Damage_that_was_signed_never_throws()
    {
        using var release = new TestRelease().WithContent();
        var random = new Random(Seed);
        var manifest = (release.Manifest(release.Verdict()) with { Files = release.Files() }).ToBytes();
        var refused = 0;
        for (var i = 0; i < 300; i++)
        {
            release.ForgeBytes(Damage(manifest, random));
            refused += (await release.VerifyAsync()).Release is null ? 1 : 0;
        }

        Assert.InRange(refused, 250, 300);
    }

    [Fact(Timeout = 300_000)]
    public async Task Image_documents_that_were_damaged_before_signing_are_refused()
    {
        using var release = new TestRelease().WithContent();
        var random = new Random(Seed);
        string[] paths =
        [
            "images/tiny/index.json",
            TestRelease.Blob(release.Image.ManifestDigest),
            TestRelease.Blob(release.Image.ImageId),
            TestRelease.Blob(Digest.Sha256(release.Image.Layer)),
            "trust/images/tiny/root.json",
            "trust/images/tiny/targets.json",
            "trust/images/tiny/snapshot.json",
            "trust/images/tiny/timestamp.json",
        ];
        for (var i = 0; i < 240; i++)
        {
            var path = paths[i % paths.Length];
            var bytes = await File.ReadAllBytesAsync(release[path], TestContext.Current.CancellationToken);
            var damaged = Damage(bytes, random);
            release.Write(path, damaged);
            release.Forge(release.Manifest() with { Files = release.Files() });
            var verification = await release.VerifyAsync();
            release.Write(path, bytes);

            // What is not signed in these: white space of the layout's index, unused members of signature lists.
            Assert.True(
                verification.Release is null
                    || path.EndsWith("index.json", StringComparison.Ordinal)
                    || IsUnsignedPlace(path)
                    || damaged.AsSpan().SequenceEqual(bytes),
                $"round {i}: {path} was damaged and accepted: {Encoding.UTF8.GetString(damaged)}"
            );
        }
    }

    private static bool IsUnsignedPlace(string path) => path.EndsWith("timestamp.json", StringComparison.Ordinal);

    private static byte[] Damage(byte[] bytes, Random random)
    {
        var at = random.Next(bytes.Length);
        return random.Next(5) switch
        {
            0 => [.. bytes[..at], (byte)(bytes[at] ^ (1 << random.Next(8))), .. bytes[(at + 1)..]],
            1 => bytes[..at],
            2 => [.. bytes[..at], .. Encoding.UTF8.GetBytes(Fragments[random.Next(Fragments.Length)]), .. bytes[at..]],
            3 => [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + random.Next(40))..]],
            _ => [.. bytes, .. bytes[at..]],
        };
    }
}
