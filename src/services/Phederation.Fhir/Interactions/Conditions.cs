using System.Globalization;
using Phederation.Fhir.Outcomes;
using Phederation.Fhir.Storage;

namespace Phederation.Fhir.Interactions;

/// <summary>The conditional headers of HTTP.</summary>
internal static class Conditions
{
    /// <summary>The versions that If-Match or If-None-Match names; null where any version is meant.</summary>
    /// <exception cref="FhirException">The header is malformed: 400.</exception>
    public static IReadOnlyList<string>? Versions(string header)
    {
        if (header.Trim() == "*")
        {
            return null;
        }

        var versions = new List<string>();
        foreach (var part in header.Split(',', StringSplitOptions.TrimEntries))
        {
            var tag = part.StartsWith("W/", StringComparison.Ordinal) ? part[2..] : part;
            if (tag.Length < 3 || tag[0] != '"' || tag[^1] != '"' || tag[1..^1].Contains('"'))
            {
                throw FhirException.BadRequest("An entity tag has the form W/\"3\".", "value");
            }

            versions.Add(tag[1..^1]);
        }

        return versions;
    }

    /// <summary>Refuses a change of another version than the caller knows.</summary>
    /// <exception cref="FhirException">412, or 400 where the header is malformed.</exception>
    public static void DemandMatch(string? ifMatch, StoredVersion? current)
    {
        if (ifMatch is null)
        {
            return;
        }

        var versions = Versions(ifMatch);
        if (current is null or { Deleted: true } || versions?.Contains(current.Version.ToString(CultureInfo.InvariantCulture)) == false)
        {
            throw new FhirException(
                412,
                "conflict",
                current is null or { Deleted: true }
                    ? "If-Match names a version, but there is no such resource."
                    : $"The resource has version {current.Version} now; somebody else changed it."
            );
        }
    }

    /// <summary>Refuses to write over what is there, where the caller asked to make something new (If-None-Match: *).</summary>
    /// <exception cref="FhirException">412, or 400 where the header is malformed.</exception>
    public static void DemandNew(string? ifNoneMatch, StoredVersion? current)
    {
        if (ifNoneMatch is not null && current is { Deleted: false } && Versions(ifNoneMatch) is null)
        {
            throw new FhirException(412, "conflict", $"{current.Reference} is there already.");
        }
    }

    /// <summary>Whether the caller has this version already.</summary>
    public static bool IsKnown(FhirRequest request, StoredVersion version)
    {
        if (request.IfNoneMatch is { } tags)
        {
            return Versions(tags)?.Contains(version.Version.ToString(CultureInfo.InvariantCulture)) != false;
        }

        // A malformed date counts as none (RFC 9110); HTTP's dates have no fractions of a second.
        return request.IfModifiedSince is { } since
            && DateTime.TryParseExact(
                since,
                "r",
                CultureInfo.InvariantCulture,
                DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal,
                out var time
            )
            && version.Updated < time.AddSeconds(1);
    }
}
