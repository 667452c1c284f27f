using System.Security.Cryptography;
using Phederation.AnalyticsRemote.Requests;
using Phederation.Testing;

namespace Phederation.AnalyticsRemote.Tests;

public sealed class AllowedSignersTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Keys_of_several_centres_are_one_after_another_in_one_file()
    {
        using var folder = new TempFolder();
        var file = folder.Write("signers", string.Join("\r\n", PublicKey(), PublicKey(), ""));
        var signers = await AllowedSigners.LoadAsync(file, Cancellation);
        Assert.Equal(2, signers.Count);

        await File.WriteAllTextAsync(file, "", Cancellation);
        await signers.ReloadAsync(Cancellation);
        Assert.Equal(0, signers.Count);
        Assert.Equal(0, (await AllowedSigners.LoadAsync(folder["absent"], Cancellation)).Count);
    }

    [Fact]
    public async Task What_follows_a_key_and_is_none_is_refused_and_the_keys_stay_as_they_were()
    {
        using var folder = new TempFolder();
        var file = folder.Write("signers", PublicKey());
        var signers = await AllowedSigners.LoadAsync(file, Cancellation);

        await File.WriteAllTextAsync(file, PublicKey() + "\nand more", Cancellation);
        await Assert.ThrowsAsync<Phederation.Postgres.SetupException>(() => signers.ReloadAsync(Cancellation));
        await File.WriteAllTextAsync(file, string.Concat(Enumerable.Range(0, 65).Select(_ => PublicKey() + "\n")), Cancellation);
        await Assert.ThrowsAsync<Phederation.Postgres.SetupException>(() => signers.ReloadAsync(Cancellation));
        Assert.Equal(1, signers.Count);
    }

    private static string PublicKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportSubjectPublicKeyInfoPem();
    }
}
