using System.IO.Compression;
using System.Xml.Linq;

namespace Phederation.FhirDefinitions;

/// <summary>Reads the bundles of the specification's archive.</summary>
internal static class Specification
{
    public static readonly XNamespace Fhir = "http://hl7.org/fhir";

    /// <summary>The resources of a bundle.</summary>
    public static IReadOnlyList<XElement> Read(ZipArchive archive, string name)
    {
        using var stream = archive.GetEntry(name)!.Open();
        return [.. XElement.Load(stream).Elements(Fhir + "entry").Select(entry => entry.Element(Fhir + "resource")!.Elements().First())];
    }

    /// <summary>The value of a primitive child.</summary>
    public static string? Text(this XElement element, string name) => element.Element(Fhir + name)?.Attribute("value")?.Value;

    /// <summary>The values of a repeated primitive child.</summary>
    public static IEnumerable<string> Texts(this XElement element, string name) =>
        element.Elements(Fhir + name).Select(one => one.Attribute("value")!.Value);

    /// <summary>What follows the last slash.</summary>
    public static string Last(string url) => url[(url.LastIndexOf('/') + 1)..];
}
