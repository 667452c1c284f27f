using System.Text;
using Phederation.Trust;
using Phederation.Trust.Releases;

namespace Phederation.Site.Release;

/// <summary>The text of a verified seccomp profile.</summary>
internal static class ProfileText
{
    // Invalid bytes would become other bytes on their way through text, and the hash that was signed would no longer be theirs.
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text; empty, with a refusal, when its bytes are none.</summary>
    public static string Of(VerifiedImage image, List<Refusal> refusals)
    {
        try
        {
            return Strict.GetString(image.ProfileBytes.Span);
        }
        catch (DecoderFallbackException)
        {
            refusals.Add(
                new Refusal(
                    RefusalCode.Malformed,
                    "the seccomp profile is not UTF-8",
                    ReleaseLayout.Profile(image.Name),
                    "publish it again"
                )
            );
            return "";
        }
    }
}
