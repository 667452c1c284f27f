using System.Security.Cryptography;
using System.Text;
using Phederation.Trust.Keys;
using Phederation.Trust.Tuf;

namespace Phederation.Trust.Tests.Tuf;

public sealed class TufKeyTests
{
    [Fact]
    public void Certificate_has_an_id_of_its_own_and_the_plain_id_of_its_key()
    {
        using var key = SigningKey.Create("root");
        var certificate = RootCertificate.Create(key, "host/name", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1));

        Assert.Equal(key.Id, certificate.PlainId);
        Assert.NotEqual(key.Id, certificate.Id);
        Assert.EndsWith("-----END CERTIFICATE-----\n", Encoding.ASCII.GetString(certificate.PublicPart.Span));
    }

    [Fact]
    public void Signature_holds_for_its_message_and_its_form_only()
    {
        using var key = SigningKey.Create("targets");
        var signature = key.Sign("message"u8);

        Assert.Equal(64, signature.Length);
        Assert.True(key.Public.Verify("message"u8, signature));
        Assert.False(key.Public.Verify("massage"u8, signature));
        Assert.False(key.Public.VerifyDer("message"u8, signature));
        Assert.True(key.Public.VerifyDer("message"u8, key.SignDer("message"u8)));
        Assert.False(key.Public.Verify("message"u8, []));
    }

    [Theory]
    [InlineData("ed25519")]
    [InlineData("rsa")]
    [InlineData("")]
    public void Key_of_another_type_verifies_nothing(string type)
    {
        using var key = SigningKey.Create("targets");
        var other = new TufKey(type, key.Public.PublicPart.ToArray());

        Assert.Null(other.PlainId);
        Assert.False(other.Verify("message"u8, key.Sign("message"u8)));
    }

    [Fact]
    public void Key_on_another_curve_verifies_nothing()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP384);

        Assert.Null(new TufKey(TufKey.Plain, key.ExportSubjectPublicKeyInfo()).PlainId);
    }

    [Fact]
    public void Key_of_damaged_bytes_verifies_nothing()
    {
        foreach (var type in (string[])[TufKey.Plain, TufKey.Certified])
        {
            Assert.Null(new TufKey(type, "damaged"u8.ToArray()).PlainId);
            Assert.Null(new TufKey(type, []).PlainId);
        }
    }
}
