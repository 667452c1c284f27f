using System.Globalization;
using Microsoft.AspNetCore.Http;
using Phederation.Fhir.Outcomes;

namespace Phederation.Fhir.Serving;

/// <summary>Settles in which form client and service talk: JSON, or not at all.</summary>
internal static class Negotiation
{
    /// <summary>The content type of every answer.</summary>
    public const string FhirJson = "application/fhir+json; charset=utf-8";

    private static readonly string[] Accepted =
    [
        "application/fhir+json",
        "application/json",
        "application/json+fhir",
        "text/json",
        "application/*",
        "text/*",
        "*/*",
        "json",
    ];

    /// <summary>Refuses a client that understands no JSON.</summary>
    /// <exception cref="FhirException">406.</exception>
    public static void DemandJson(HttpRequest request, string? format)
    {
        if (format is { Length: > 0 })
        {
            // A plus in an address is a blank.
            var plain = format.Split(';')[0].Trim().Replace(' ', '+').ToLowerInvariant();
            if (!Accepted.Contains(plain))
            {
                throw NotAcceptable(format);
            }

            return;
        }

        var accept = request.Headers.Accept.ToString();
        if (accept.Length > 0 && !accept.Split(',').Any(IsAccepted))
        {
            throw NotAcceptable(accept);
        }
    }

    /// <summary>The content type without its parameters; a charset other than UTF-8 is refused.</summary>
    /// <exception cref="FhirException">415.</exception>
    public static string? ContentType(HttpRequest request)
    {
        if (request.ContentType is not { Length: > 0 } type)
        {
            return null;
        }

        var parts = type.Split(';', StringSplitOptions.TrimEntries);
        foreach (var part in parts.Skip(1))
        {
            if (
                part.StartsWith("charset=", StringComparison.OrdinalIgnoreCase)
                && !part[8..].Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            )
            {
                throw new FhirException(415, "not-supported", "Bodies are taken in UTF-8 only.");
            }
        }

        return parts[0].ToLowerInvariant();
    }

    private static bool IsAccepted(string part)
    {
        var parts = part.Split(';', StringSplitOptions.TrimEntries);
        return Accepted.Contains(parts[0].ToLowerInvariant())
            && !parts
                .Skip(1)
                .Any(one =>
                    one.StartsWith("q=", StringComparison.OrdinalIgnoreCase)
                    && double.TryParse(one.AsSpan(2), CultureInfo.InvariantCulture, out var quality)
                    && quality <= 0
                );
    }

    private static FhirException NotAcceptable(string what) =>
        new(406, "not-supported", $"'{OutcomeWriter.Printable(what)}' is not given; accept application/fhir+json.");
}
