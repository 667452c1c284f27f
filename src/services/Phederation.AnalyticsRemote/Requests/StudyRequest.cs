using System.Text.Json;

namespace Phederation.AnalyticsRemote.Requests;

/// <summary>What a study asks of one site. Bound to it, to a time and to its id: it can't be used elsewhere, later or again.</summary>
/// <param name="Type">The form of this document: <see cref="CurrentType"/>.</param>
/// <param name="Id">Its id, 8 to 64 letters, digits and dashes.</param>
/// <param name="Nonce">A random text, 16 to 128 characters, that no other request has.</param>
/// <param name="Organisation">The site that is asked.</param>
/// <param name="Analysis">The approved analysis of the site's R server.</param>
/// <param name="Parameters">Its parameters, an object.</param>
/// <param name="IssuedAt">When it was signed.</param>
/// <param name="ExpiresAt">Until when it may be begun.</param>
internal sealed record StudyRequest(
    string Type,
    string Id,
    string Nonce,
    string Organisation,
    string Analysis,
    JsonElement Parameters,
    DateTimeOffset IssuedAt,
    DateTimeOffset ExpiresAt
)
{
    /// <summary>The form that this program reads.</summary>
    public const string CurrentType = "phederation-study-request/1";
}
