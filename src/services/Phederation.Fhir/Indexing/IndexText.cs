using System.Security.Cryptography;
using System.Text;

namespace Phederation.Fhir.Indexing;

/// <summary>Bounds what is written into an index of the database, which takes no more than a third of a page.</summary>
internal static class IndexText
{
    /// <summary>How much of a text is indexed for its beginning.</summary>
    public const int Prefix = 64;

    private const int Longest = 240;
    private const int LongestText = 4000;

    /// <summary>A text that is compared as a whole; a long one by its hash.</summary>
    public static string Whole(string text) =>
        text.Length <= Longest ? text : $"{Cut(text, 160)}#{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    /// <summary>A code: case doesn't matter, as the standard asks where a code system doesn't say.</summary>
    public static string Code(string text) => Whole(text.ToLowerInvariant());

    /// <summary>A text that is looked through.</summary>
    public static string Searched(string text) => Cut(text, LongestText);

    /// <summary>Never between the halves of a character.</summary>
    public static string Cut(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
