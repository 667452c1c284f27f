using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Phederation.Images.Contents;
using Phederation.Images.Json;

namespace Phederation.Images.Sbom;

/// <summary>Writes a bill as SPDX 2.3 JSON (ISO/IEC 5962's successor, spdx.github.io/spdx-spec/v2.3).</summary>
public sealed partial class SpdxWriter
{
    private const string NoAssertion = "NOASSERTION";
    private const string ImageRef = "SPDXRef-Image";
    private readonly BillOfMaterials _bill;
    private readonly Utf8JsonWriter _json;
    private readonly ILookup<string?, BillFile> _files;

    private SpdxWriter(BillOfMaterials bill, Utf8JsonWriter json)
    {
        _bill = bill;
        _json = json;
        _files = bill.Files.ToLookup(file => file.Owner);
    }

    /// <summary>The document's bytes, the same for the same image.</summary>
    public static byte[] Write(BillOfMaterials bill) => StableJson.Write(json => new SpdxWriter(bill, json).Write());

    private void Write()
    {
        _json.WriteStartObject();
        _json.WriteString("spdxVersion", "SPDX-2.3");
        _json.WriteString("dataLicense", "CC0-1.0");
        _json.WriteString("SPDXID", "SPDXRef-DOCUMENT");
        _json.WriteString("name", $"{_bill.Name}:{_bill.Version}".TrimEnd(':'));
        _json.WriteString(
            "documentNamespace",
            $"https://spdx.org/spdxdocs/{NoIdentifier().Replace(_bill.Name, "-")}-{BillIdentity.Uuid(_bill)}"
        );
        _json.WriteStartObject("creationInfo");
        _json.WriteString("created", BillIdentity.Time(_bill.Created));
        _json.Array(
            "creators",
            ["Organization: PHederation", $"Tool: {BillIdentity.Tool}-{BillIdentity.ToolVersion}"],
            _json.WriteStringValue
        );
        _json.WriteEndObject();
        _json.WriteStartArray("packages");
        WriteImage();
        foreach (var package in _bill.Packages)
        {
            WritePackage(package);
        }

        _json.WriteEndArray();
        _json.Array("files", _bill.Files, WriteFile);
        WriteUnlistedLicences();
        _json.Array("relationships", Relationships(), WriteRelationship);
        _json.WriteEndObject();
    }

    private void WriteImage()
    {
        _json.WriteStartObject();
        _json.WriteString("SPDXID", ImageRef);
        _json.WriteString("name", _bill.Name);
        _json.OptionalString("versionInfo", _bill.Version);
        _json.WriteString("primaryPackagePurpose", "CONTAINER");
        _json.WriteString("supplier", "Organization: PHederation");
        WriteCommon(
            _bill.Licence,
            PackageUrl.Oci(_bill.Name, _bill.ImageId.ToString(), _bill.Architecture, _bill.Version),
            _files[null],
            ("SHA256", _bill.ImageId.Hex)
        );
        _json.WriteEndObject();
    }

    private void WritePackage(BillPackage package)
    {
        _json.WriteStartObject();
        _json.WriteString("SPDXID", RefOf(package.Purl));
        _json.WriteString("name", package.Name);
        _json.WriteString("versionInfo", package.Version);
        _json.WriteString("primaryPackagePurpose", "LIBRARY");
        _json.WriteString("supplier", package.Supplier is { } supplier ? Text(supplier) : NoAssertion);
        _json.OptionalString("summary", package.Summary);
        _json.OptionalString("homepage", Uri.TryCreate(package.Homepage, UriKind.Absolute, out _) ? package.Homepage : null);
        if (package.Source is var (name, version))
        {
            _json.WriteString("sourceInfo", $"built from the Debian source package {name} {version}");
        }

        WriteCommon(package.Licence, package.Purl, _files[package.Purl], package.Sha512 is { } hash ? ("SHA512", hash) : null);
        _json.WriteEndObject();
    }

    private void WriteCommon(string? licence, string purl, IEnumerable<BillFile> files, (string Algorithm, string Hex)? checksum)
    {
        _json.WriteString("downloadLocation", NoAssertion);
        var hashes = files.Select(file => file.Sha1).Order(StringComparer.Ordinal).ToList();
        _json.WriteBoolean("filesAnalyzed", hashes.Count > 0);
        if (hashes.Count > 0)
        {
            // Over the files that are in the image, which may be fewer than the package ships (SPDX 2.3, 7.9).
            _json.WriteStartObject("packageVerificationCode");
            _json.WriteString("packageVerificationCodeValue", FileDigests.Sha1Of(Encoding.ASCII.GetBytes(string.Concat(hashes))));
            _json.WriteEndObject();
        }

        if (checksum is var (algorithm, hex))
        {
            WriteChecksums((algorithm, hex));
        }

        _json.WriteString("licenseConcluded", NoAssertion);
        _json.WriteString("licenseDeclared", licence ?? NoAssertion);
        _json.WriteString("copyrightText", NoAssertion);
        _json.WriteStartArray("externalRefs");
        _json.WriteStartObject();
        _json.WriteString("referenceCategory", "PACKAGE-MANAGER");
        _json.WriteString("referenceType", "purl");
        _json.WriteString("referenceLocator", purl);
        _json.WriteEndObject();
        _json.WriteEndArray();
    }

    private void WriteFile(BillFile file)
    {
        _json.WriteStartObject();
        _json.WriteString("SPDXID", RefOf(file));
        _json.WriteString("fileName", "./" + file.Path);
        WriteChecksums(("SHA1", file.Sha1), ("SHA256", file.Sha256));
        _json.WriteEndObject();
    }

    private void WriteChecksums(params (string Algorithm, string Hex)[] checksums) =>
        _json.Array(
            "checksums",
            checksums,
            checksum =>
            {
                _json.WriteStartObject();
                _json.WriteString("algorithm", checksum.Algorithm);
                _json.WriteString("checksumValue", checksum.Hex);
                _json.WriteEndObject();
            }
        );

    // Licences that SPDX has no identifier for must be described in the document (SPDX 2.3, chapter 10).
    private void WriteUnlistedLicences()
    {
        var licences = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var package in _bill.Packages.Where(package => package.Licence is not null))
        {
            foreach (var reference in Reference().Matches(package.Licence!).Select(match => match.Value))
            {
                licences.TryAdd(reference, package.Name);
            }
        }

        _json.Array(
            "hasExtractedLicensingInfos",
            licences,
            licence =>
            {
                _json.WriteStartObject();
                _json.WriteString("licenseId", licence.Key);
                _json.WriteString("name", licence.Key["LicenseRef-".Length..]);
                _json.WriteString("extractedText", $"The text is in /usr/share/doc/{licence.Value}/copyright of the image.");
                _json.WriteEndObject();
            }
        );
    }

    private IEnumerable<(string From, string Type, string To)> Relationships()
    {
        yield return ("SPDXRef-DOCUMENT", "DESCRIBES", ImageRef);
        foreach (var package in _bill.Packages)
        {
            yield return (ImageRef, "CONTAINS", RefOf(package.Purl));
            foreach (var other in package.DependsOn)
            {
                yield return (RefOf(package.Purl), "DEPENDS_ON", RefOf(other));
            }
        }

        foreach (var file in _bill.Files)
        {
            yield return (file.Owner is null ? ImageRef : RefOf(file.Owner), "CONTAINS", RefOf(file));
        }
    }

    private void WriteRelationship((string From, string Type, string To) relationship)
    {
        _json.WriteStartObject();
        _json.WriteString("spdxElementId", relationship.From);
        _json.WriteString("relationshipType", relationship.Type);
        _json.WriteString("relatedSpdxElement", relationship.To);
        _json.WriteEndObject();
    }

    // The readable part is not unique ("libstdc++6"), the hash is.
    private static string RefOf(string purl) =>
        $"SPDXRef-Package-{NoIdentifier().Replace(purl.Split(':', '@')[1], "-").Trim('-')}-{Hash(purl)}";

    private static string RefOf(BillFile file) => $"SPDXRef-File-{Hash(file.Path)}";

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 10));

    private static string Text(Supplier supplier) =>
        $"{(supplier.IsOrganization ? "Organization" : "Person")}: {supplier.Name}"
        + (supplier.Email.Length > 0 ? $" ({supplier.Email})" : "");

    [GeneratedRegex("[^A-Za-z0-9.-]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NoIdentifier();

    [GeneratedRegex("LicenseRef-[A-Za-z0-9.-]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Reference();
}
