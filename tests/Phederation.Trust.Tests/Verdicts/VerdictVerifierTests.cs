using System.Text;
using System.Text.Json.Nodes;
using Phederation.Trust.Keys;
using Phederation.Trust.Verdicts;

namespace Phederation.Trust.Tests.Verdicts;

public sealed class VerdictVerifierTests : IDisposable
{
    private readonly SigningKey _key = SigningKey.Create(KeyRole.Verdict);

    private static Verdict Passed =>
        new()
        {
            Gate = "replay",
            ImageName = "postgres",
            ImageId = "sha256:" + new string('a', 64),
            ProfileSha256 = new string('b', 64),
            Policy = TrustPolicy.Local,
            ToolVersion = "0.1.0",
            Time = new DateTimeOffset(2026, 1, 15, 12, 0, 0, TimeSpan.Zero),
            Passed = true,
            Details = new Dictionary<string, string> { ["denials"] = "0" },
        };

    [Fact]
    public void Verdict_signed_comes_back_as_it_was()
    {
        var verification = VerdictVerifier.Verify(VerdictSigner.Sign(Passed, _key), [_key.Public]);

        Assert.Null(verification.Refusal);
        Assert.Equal(Passed with { Details = verification.Verdict!.Details }, verification.Verdict);
        Assert.Equal("0", verification.Verdict.Details["denials"]);
    }

    [Fact]
    public void Envelope_signs_the_payload_with_its_type_as_dsse_says()
    {
        var envelope = JsonNode.Parse(VerdictSigner.Sign(Passed, _key))!;
        var payload = Convert.FromBase64String((string)envelope["payload"]!);
        var encoded = Encoding.UTF8.GetBytes($"DSSEv1 40 application/vnd.phederation.verdict+json {payload.Length} ");

        Assert.Equal("application/vnd.phederation.verdict+json", (string)envelope["payloadType"]!);
        Assert.True(_key.Public.VerifyDer([.. encoded, .. payload], Convert.FromBase64String((string)envelope["signatures"]![0]!["sig"]!)));
    }

    [Fact]
    public void Verdict_of_an_untrusted_key_is_refused()
    {
        using var forger = SigningKey.Create(KeyRole.Verdict);

        AssertRefused(RefusalCode.BadSignature, VerdictSigner.Sign(Passed, forger));
        Assert.Equal(RefusalCode.BadSignature, VerdictVerifier.Verify(VerdictSigner.Sign(Passed, _key), []).Refusal!.Code);
    }

    [Fact]
    public void Payload_altered_is_refused()
    {
        var envelope = JsonNode.Parse(VerdictSigner.Sign(Passed with { Passed = false }, _key))!;
        var payload = Encoding.UTF8.GetString(Convert.FromBase64String((string)envelope["payload"]!));
        var altered = payload.Replace("\"passed\": false", "\"passed\": true", StringComparison.Ordinal);
        Assert.NotEqual(payload, altered);
        envelope["payload"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(altered));

        AssertRefused(RefusalCode.BadSignature, Encoding.UTF8.GetBytes(envelope.ToJsonString()));
    }

    [Fact]
    public void Signed_payload_of_another_type_is_no_verdict()
    {
        var envelope = JsonNode.Parse(VerdictSigner.Sign(Passed, _key))!;
        envelope["payloadType"] = "application/vnd.in-toto+json";

        AssertRefused(RefusalCode.Unsupported, Encoding.UTF8.GetBytes(envelope.ToJsonString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"payload":"","payloadType":"x","signatures":[],"more":1}""")]
    [InlineData("""{"payload":"*","payloadType":"application/vnd.phederation.verdict+json","signatures":[]}""")]
    [InlineData("""{"payload":"","payloadType":"application/vnd.phederation.verdict+json","signatures":[null]}""")]
    [InlineData("""{"payload":"","payloadType":"application/vnd.phederation.verdict+json","signatures":[{"keyid":"","sig":"*"}]}""")]
    [InlineData("""{"payload":null,"payloadType":"application/vnd.phederation.verdict+json","signatures":[]}""")]
    public void Envelope_that_is_not_in_the_format_is_refused(string json) =>
        AssertRefused(RefusalCode.Malformed, Encoding.UTF8.GetBytes(json));

    [Fact]
    public void Oversized_envelope_is_refused() => AssertRefused(RefusalCode.Malformed, new byte[(1 << 20) + 1]);

    [Fact]
    public void Verdict_of_a_later_schema_is_refused() =>
        AssertRefused(RefusalCode.Unsupported, VerdictSigner.Sign(Passed with { Schema = 2 }, _key));

    public void Dispose() => _key.Dispose();

    private void AssertRefused(string code, byte[] envelope)
    {
        var verification = VerdictVerifier.Verify(envelope, [_key.Public]);
        Assert.Null(verification.Verdict);
        Assert.Equal(code, verification.Refusal!.Code);
    }
}
