using System.Text.Json;
using System.Text.RegularExpressions;

namespace Phederation.Images.Tests.Sbom;

/// <summary>The rules of SPDX 2.3 that a JSON document must fulfil, by the chapters of the specification.</summary>
internal static partial class SpdxRules
{
    public static void Check(JsonElement document)
    {
        Assert.Equal("SPDX-2.3", Text(document, "spdxVersion"));
        Assert.Equal("CC0-1.0", Text(document, "dataLicense"));
        Assert.Equal("SPDXRef-DOCUMENT", Text(document, "SPDXID"));
        Assert.NotEmpty(Text(document, "name"));
        Assert.True(Uri.TryCreate(Text(document, "documentNamespace"), UriKind.Absolute, out var space) && space.Fragment.Length == 0);
        var creation = document.GetProperty("creationInfo");
        Assert.Matches("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$", Text(creation, "created"));
        Assert.All(
            creation.GetProperty("creators").EnumerateArray(),
            creator => Assert.Matches("^(Person|Organization|Tool): .+", creator.GetString())
        );

        var identifiers = new HashSet<string> { "SPDXRef-DOCUMENT" };
        var licences = Array(document, "hasExtractedLicensingInfos").Select(licence => Text(licence, "licenseId")).ToHashSet();
        foreach (var package in Array(document, "packages"))
        {
            CheckPackage(package, identifiers, licences);
        }

        foreach (var file in Array(document, "files"))
        {
            Assert.True(identifiers.Add(Identifier(file)), Identifier(file));
            Assert.StartsWith("./", Text(file, "fileName"), StringComparison.Ordinal);
            Assert.Equal(["SHA1", "SHA256"], Array(file, "checksums").Select(checksum => Text(checksum, "algorithm")));
            Assert.All(
                Array(file, "checksums"),
                checksum => Assert.Matches("^([0-9a-f]{40}|[0-9a-f]{64})$", Text(checksum, "checksumValue"))
            );
        }

        CheckRelationships(document, identifiers);
    }

    private static void CheckPackage(JsonElement package, HashSet<string> identifiers, HashSet<string> licences)
    {
        Assert.True(identifiers.Add(Identifier(package)), Identifier(package));
        Assert.NotEmpty(Text(package, "name"));
        Assert.Equal("NOASSERTION", Text(package, "downloadLocation"));
        Assert.Matches("^(NOASSERTION|(Person|Organization): [^()]+( \\([^ ()]+@[^ ()]+\\))?)$", Text(package, "supplier"));

        // 7.9: the code must be there when files were analysed, and must not be there when they weren't.
        Assert.Equal(package.GetProperty("filesAnalyzed").GetBoolean(), package.TryGetProperty("packageVerificationCode", out var code));
        if (code.ValueKind == JsonValueKind.Object)
        {
            Assert.Matches("^[0-9a-f]{40}$", Text(code, "packageVerificationCodeValue"));
        }

        var reference = Assert.Single(Array(package, "externalRefs"));
        Assert.Equal(("PACKAGE-MANAGER", "purl"), (Text(reference, "referenceCategory"), Text(reference, "referenceType")));
        Assert.StartsWith("pkg:", Text(reference, "referenceLocator"), StringComparison.Ordinal);

        // 10.1: what is no identifier of the list must be described in the document.
        Assert.All(LicenceReference().Matches(Text(package, "licenseDeclared")), match => Assert.Contains(match.Value, licences));
    }

    private static void CheckRelationships(JsonElement document, HashSet<string> identifiers)
    {
        var relationships = Array(document, "relationships").ToList();
        Assert.Single(relationships, relationship => Text(relationship, "relationshipType") == "DESCRIBES");
        Assert.All(
            relationships,
            relationship =>
            {
                Assert.Contains(Text(relationship, "spdxElementId"), identifiers);
                Assert.Contains(Text(relationship, "relatedSpdxElement"), identifiers);
                Assert.Contains(Text(relationship, "relationshipType"), new[] { "DESCRIBES", "CONTAINS", "DEPENDS_ON" });
            }
        );

        // Every package and file belongs somewhere.
        var contained = relationships
            .Where(relationship => Text(relationship, "relationshipType") is "CONTAINS" or "DESCRIBES")
            .Select(relationship => Text(relationship, "relatedSpdxElement"))
            .ToHashSet();
        Assert.Equal(identifiers.Except(["SPDXRef-DOCUMENT"]).Order(), contained.Order());
    }

    private static string Identifier(JsonElement element)
    {
        Assert.Matches("^SPDXRef-[a-zA-Z0-9.-]+$", Text(element, "SPDXID"));
        return Text(element, "SPDXID");
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static IEnumerable<JsonElement> Array(JsonElement element, string name) => element.GetProperty(name).EnumerateArray();

    [GeneratedRegex("LicenseRef-[A-Za-z0-9.-]+")]
    private static partial Regex LicenceReference();
}
