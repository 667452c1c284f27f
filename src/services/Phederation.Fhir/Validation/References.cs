using System.Buffers;
using Phederation.FhirModel;

namespace Phederation.Fhir.Validation;

/// <summary>The forms of a literal reference.</summary>
internal static class References
{
    private static readonly SearchValues<char> SchemeCharacters = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-."
    );

    /// <summary>Splits Type/id or Type/id/_history/version; false for every other form.</summary>
    public static bool TryRelative(string reference, out string type, out string id)
    {
        (type, id) = ("", "");
        var parts = reference.Split('/');
        if (
            parts.Length is not (2 or 4)
            || (parts.Length == 4 && (parts[2] != "_history" || !Primitives.IsId(parts[3])))
            || !FhirDefinitions.R4.IsResource(parts[0])
            || !Primitives.IsId(parts[1])
        )
        {
            return false;
        }

        (type, id) = (parts[0], parts[1]);
        return true;
    }

    /// <summary>Whether it is an address of its own, such as https://… or urn:uuid:….</summary>
    public static bool IsAbsolute(string reference)
    {
        var colon = reference.IndexOf(':');
        return colon > 1
            && char.IsAsciiLetter(reference[0])
            && !reference.AsSpan(0, colon).ContainsAnyExcept(SchemeCharacters)
            && colon < reference.Length - 1
            && !reference.AsSpan().ContainsAny(' ', '\t', '\n');
    }

    /// <summary>Splits a conditional reference, Type?parameters, of a transaction.</summary>
    public static bool TryConditional(string reference, out string type, out string query)
    {
        var mark = reference.IndexOf('?');
        (type, query) = mark > 0 ? (reference[..mark], reference[(mark + 1)..]) : ("", "");
        return mark > 0 && query.Length > 0 && FhirDefinitions.R4.IsResource(type);
    }
}
