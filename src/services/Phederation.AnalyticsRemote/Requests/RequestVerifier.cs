using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Phederation.AnalyticsRemote.Journal;
using Phederation.Services.Hosting.Json;
using Phederation.Services.Hosting.Problems;

namespace Phederation.AnalyticsRemote.Requests;

/// <summary>
/// Decides whether the site computes a request. The signature is over the bytes as they came: nothing is parsed before it was found good, and nothing has to be
/// written again in a canonical form that two programs could see differently.
/// </summary>
internal sealed partial class RequestVerifier(AllowedSigners signers, RequestJournal journal, RemoteOptions options, TimeProvider time)
{
    /// <summary>The largest payload, in bytes.</summary>
    public const int LargestPayload = 64 * 1024;

    private const int MostSignatures = 8;
    private static readonly JsonBounds Bounds = new(LargestPayload, Depth: 16);
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LongestValidity = TimeSpan.FromDays(31);

    /// <summary>Whether a text can be the id of a request, and a part of an address.</summary>
    public static bool IsId(string text) => Id().IsMatch(text);

    /// <summary>Checks an envelope that the journal does not know yet.</summary>
    public Verified Verify(Envelope envelope)
    {
        if (Payload(envelope) is not { } payload)
        {
            return Verified.Refused("malformed", "The payload is no base64, or is too large.");
        }

        if (envelope.Signatures.Count > MostSignatures || !signers.HaveSigned(payload, envelope.Signatures))
        {
            return Verified.Refused("signature-refused", "No signer that this site allows has signed the request.");
        }

        StudyRequest request;
        try
        {
            using var document = BoundedJson.Parse(payload, Bounds);
            request = BoundedJson.Convert(document.RootElement.Clone(), RemoteJson.Default.StudyRequest);
        }
        catch (ProblemException exception)
        {
            return Verified.Refused("malformed", exception.Problem.Detail ?? "The request is malformed.");
        }

        return Refuse(envelope, request) is { } refusal ? new Verified(null, refusal) : new Verified(request, null);
    }

    /// <summary>The bytes that were signed; null where there are none.</summary>
    public static byte[]? Payload(Envelope envelope)
    {
        if (envelope.Payload.Length is 0 or > LargestPayload * 4 / 3 + 4)
        {
            return null;
        }

        var bytes = new byte[envelope.Payload.Length];
        return Convert.TryFromBase64String(envelope.Payload, bytes, out var length) ? bytes[..length] : null;
    }

    /// <summary>What a request is known by beside its id.</summary>
    public static string Digest(ReadOnlySpan<byte> payload) => Convert.ToHexStringLower(SHA256.HashData(payload));

    private Refusal? Refuse(Envelope envelope, StudyRequest request)
    {
        var now = time.GetUtcNow();
        return request switch
        {
            { Type: not StudyRequest.CurrentType } => new Refusal("malformed", "The request is of a form that this site does not know."),
            _ when !IsId(request.Id) || request.Id != envelope.Id => new Refusal("malformed", "The id is not the one that was signed."),
            { Nonce.Length: < 16 or > 128 } => new Refusal("malformed", "The nonce has not 16 to 128 characters."),
            _ when !AnalysisName().IsMatch(request.Analysis) => new Refusal("malformed", "The analysis' name is malformed."),
            { Parameters.ValueKind: not System.Text.Json.JsonValueKind.Object } => new Refusal(
                "malformed",
                "The parameters are no object."
            ),
            _ when request.Organisation != options.Organisation => new Refusal(
                "other-organisation",
                "The request is for another organisation than this site's."
            ),
            _ when request.IssuedAt > now + Skew => new Refusal("not-yet-valid", "The request was signed in the future; is a clock wrong?"),
            _ when request.ExpiresAt <= now => new Refusal("expired", "The request has expired."),
            _ when request.ExpiresAt - request.IssuedAt > LongestValidity => new Refusal(
                "too-long-valid",
                $"The request is valid for more than {LongestValidity.Days} days."
            ),
            _ when journal.HasNonce(request.Nonce) => new Refusal("replayed", "The nonce was used by another request."),
            _ => null,
        };
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9-]{7,63}$", RegexOptions.None, 1000)]
    private static partial Regex Id();

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,63}$", RegexOptions.None, 1000)]
    private static partial Regex AnalysisName();
}
