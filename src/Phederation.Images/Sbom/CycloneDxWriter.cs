using System.Text.Json;
using Phederation.Images.Json;

namespace Phederation.Images.Sbom;

/// <summary>Writes a bill as CycloneDX 1.6 JSON (ECMA-424): packages are components of the image, files are components of their package.</summary>
public sealed class CycloneDxWriter
{
    private readonly BillOfMaterials _bill;
    private readonly Utf8JsonWriter _json;
    private readonly ILookup<string?, BillFile> _files;
    private readonly string _imageRef;

    private CycloneDxWriter(BillOfMaterials bill, Utf8JsonWriter json)
    {
        _bill = bill;
        _json = json;
        _files = bill.Files.ToLookup(file => file.Owner);
        _imageRef = PackageUrl.Oci(bill.Name, bill.ImageId.ToString(), bill.Architecture, bill.Version);
    }

    /// <summary>The document's bytes, the same for the same image.</summary>
    public static byte[] Write(BillOfMaterials bill) => StableJson.Write(json => new CycloneDxWriter(bill, json).Write());

    private void Write()
    {
        _json.WriteStartObject();
        _json.WriteString("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json");
        _json.WriteString("bomFormat", "CycloneDX");
        _json.WriteString("specVersion", "1.6");
        _json.WriteString("serialNumber", $"urn:uuid:{BillIdentity.Uuid(_bill)}");
        _json.WriteNumber("version", 1);
        WriteMetadata();
        _json.WriteStartArray("components");
        WriteDistribution();
        foreach (var package in _bill.Packages)
        {
            WritePackage(package);
        }

        WriteFiles(_files[null]);
        _json.WriteEndArray();
        _json.Array("dependencies", Dependencies(), WriteDependency);
        _json.WriteEndObject();
    }

    private void WriteMetadata()
    {
        _json.WriteStartObject("metadata");
        _json.WriteString("timestamp", BillIdentity.Time(_bill.Created));
        _json.WriteStartObject("tools");
        _json.WriteStartArray("components");
        _json.WriteStartObject();
        _json.WriteString("type", "application");
        _json.WriteString("name", BillIdentity.Tool);
        _json.WriteString("version", BillIdentity.ToolVersion);
        _json.WriteEndObject();
        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.WriteStartObject("component");
        _json.WriteString("type", "container");
        _json.WriteString("bom-ref", _imageRef);
        _json.WriteString("name", _bill.Name);
        _json.OptionalString("version", _bill.Version);

        // An image is known by the digest of its configuration.
        WriteHash("SHA-256", _bill.ImageId.Hex);
        WriteLicence(_bill.Licence);
        _json.WriteString("purl", _imageRef);
        _json.WriteEndObject();
        _json.WriteEndObject();
    }

    private void WriteDistribution()
    {
        if (_bill.Distribution is { Id.Length: > 0 } release)
        {
            _json.WriteStartObject();
            _json.WriteString("type", "operating-system");
            _json.WriteString("bom-ref", $"os:{release.Id}-{release.VersionId}");
            _json.WriteString("name", release.Id);
            _json.OptionalString("version", release.VersionId);
            _json.OptionalString("description", release.PrettyName);
            _json.WriteEndObject();
        }
    }

    private void WritePackage(BillPackage package)
    {
        _json.WriteStartObject();
        _json.WriteString("type", "library");
        _json.WriteString("bom-ref", package.Purl);
        if (package.Supplier is { } supplier)
        {
            _json.WriteStartObject("supplier");
            _json.WriteString("name", supplier.Name);
            if (supplier.Email.Length > 0)
            {
                _json.WriteStartArray("contact");
                _json.WriteStartObject();
                _json.WriteString("email", supplier.Email);
                _json.WriteEndObject();
                _json.WriteEndArray();
            }

            _json.WriteEndObject();
        }

        _json.WriteString("name", package.Name);
        _json.WriteString("version", package.Version);
        _json.OptionalString("description", package.Summary);
        if (package.Sha512 is { } hash)
        {
            WriteHash("SHA-512", hash);
        }

        WriteLicence(package.Licence);
        _json.WriteString("purl", package.Purl);
        if (_files[package.Purl].Any())
        {
            _json.WriteStartArray("components");
            WriteFiles(_files[package.Purl]);
            _json.WriteEndArray();
        }

        WriteSource(package);
        _json.WriteEndObject();
    }

    private void WriteSource(BillPackage package)
    {
        if (package.Source is var (name, version))
        {
            (string Name, string Value)[] properties = [("phederation:source:name", name), ("phederation:source:version", version)];
            _json.Array(
                "properties",
                properties,
                property =>
                {
                    _json.WriteStartObject();
                    _json.WriteString("name", property.Name);
                    _json.WriteString("value", property.Value);
                    _json.WriteEndObject();
                }
            );
        }
    }

    private void WriteFiles(IEnumerable<BillFile> files)
    {
        foreach (var file in files)
        {
            _json.WriteStartObject();
            _json.WriteString("type", "file");
            _json.WriteString("name", "/" + file.Path);
            WriteHash("SHA-256", file.Sha256);
            _json.WriteEndObject();
        }
    }

    private void WriteHash(string algorithm, string hex)
    {
        _json.WriteStartArray("hashes");
        _json.WriteStartObject();
        _json.WriteString("alg", algorithm);
        _json.WriteString("content", hex);
        _json.WriteEndObject();
        _json.WriteEndArray();
    }

    private void WriteLicence(string? expression)
    {
        if (expression is not null)
        {
            _json.WriteStartArray("licenses");
            _json.WriteStartObject();
            _json.WriteString("expression", expression);
            _json.WriteEndObject();
            _json.WriteEndArray();
        }
    }

    private IEnumerable<(string Ref, IReadOnlyList<string> DependsOn)> Dependencies() =>
        _bill.Packages.Select(package => (package.Purl, package.DependsOn)).Prepend((_imageRef, _bill.Roots()));

    private void WriteDependency((string Ref, IReadOnlyList<string> DependsOn) dependency)
    {
        _json.WriteStartObject();
        _json.WriteString("ref", dependency.Ref);
        _json.Array("dependsOn", dependency.DependsOn, _json.WriteStringValue);
        _json.WriteEndObject();
    }
}
