using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Phederation.Fuzzing.Generating.Fhir.Values;

/// <summary>Values of the primitive types (http://hl7.org/fhir/R4/datatypes.html#primitive).</summary>
internal static class PrimitiveValues
{
    private static readonly string[] MediaTypes =
    [
        "text/plain",
        "application/json",
        "application/fhir+json",
        "image/png",
        "application/pdf",
        "text/html;charset=utf-8",
    ];

    private static readonly string[] Languages = ["en", "nl", "de-CH", "zh-Hans", "ar", "pt-BR"];
    private static readonly string[] ExpressionLanguages = ["text/fhirpath", "text/cql", "application/x-fhir-query"];

    private static readonly FrozenDictionary<string, Maker> Makers = new Dictionary<string, Maker>
    {
        ["boolean"] = (generator, _, _) => generator.Random.Next(2) == 0,
        ["integer"] = (generator, _, _) => Integer(generator.Random),
        ["positiveInt"] = (generator, _, _) => generator.Random.Next(20) == 0 ? int.MaxValue : 1 + generator.Random.Next(100),
        ["unsignedInt"] = (generator, _, _) => generator.Random.Next(20) == 0 ? int.MaxValue : generator.Random.Next(100),
        ["decimal"] = (generator, _, _) => Decimal(generator.Random),
        ["code"] = (generator, plan, _) => plan.Codes.Count > 0 ? generator.Random.Pick(plan.Codes).Code : Words.Code(generator.Random),
        ["string"] = (generator, _, _) => Words.Text(generator.Random),
        ["markdown"] = (generator, _, _) => Markdown(generator.Random),
        ["id"] = (generator, _, _) => Words.Id(generator.Random),
        ["uri"] = (generator, _, _) => Uri(generator.Random),
        ["url"] = (generator, _, _) => $"https://example.org/{Words.Name(generator.Random)}/{generator.Random.Next(100)}",
        ["canonical"] = (generator, _, _) => Canonical(generator.Random),
        ["oid"] = (generator, _, _) => Oid(generator.Random),
        ["uuid"] = (generator, _, _) => Uuid(generator.Random),
        ["date"] = (generator, _, _) => Dates.Date(generator.Random),
        ["dateTime"] = (generator, _, _) => Dates.DateTime(generator.Random),
        ["instant"] = (generator, _, _) => Dates.Instant(generator.Random),
        ["time"] = (generator, _, _) => Dates.Time(generator.Random),
        ["base64Binary"] = (generator, _, _) => Convert.ToBase64String(generator.Random.Bytes(1 + generator.Random.Next(40))),
        ["xhtml"] = (generator, _, _) => Narratives.Div(generator.Random),
    }.ToFrozenDictionary();

    // Codes whose set is too large for the table, or has no end; which set it is shows in the name.
    private static readonly FrozenDictionary<string, string[]> OpenCodes = new Dictionary<string, string[]>
    {
        ["contentType"] = MediaTypes,
        ["format"] = MediaTypes,
        ["patchFormat"] = MediaTypes,
        ["payload"] = MediaTypes,
        ["payloadMimeType"] = MediaTypes,
        ["targetFormat"] = MediaTypes,
        ["sigFormat"] = MediaTypes,
        ["accept"] = MediaTypes,
        ["language"] = Languages,
        ["currency"] = ["EUR", "USD", "CHF", "JPY", "GBP"],
    }.ToFrozenDictionary();

    /// <summary>Makes values of a primitive type; null for other types.</summary>
    /// <param name="parent">The type that has the element.</param>
    /// <param name="element">The element's name.</param>
    /// <param name="type">The primitive type.</param>
    public static Maker? Find(string parent, string element, string type)
    {
        if (type == "code" && (parent, element) is ("Expression", "language"))
        {
            return (generator, _, _) => generator.Random.Pick(ExpressionLanguages);
        }

        if (type == "code" && (parent, element) is ("ElementDefinition.mapping", "language"))
        {
            return (generator, _, _) => generator.Random.Pick(MediaTypes);
        }

        return type == "code" && OpenCodes.TryGetValue(element, out var codes)
            ? (generator, plan, _) => plan.Codes.Count > 0 ? generator.Random.Pick(plan.Codes).Code : generator.Random.Pick(codes)
            : Makers.GetValueOrDefault(type);
    }

    /// <summary>A decimal, mostly one that people write.</summary>
    public static JsonNode Decimal(FuzzRandom random) =>
        random.Next(40) switch
        {
            0 => 1.5e25,
            1 => 0.000000000000000001m,
            2 => decimal.Parse("1.00", CultureInfo.InvariantCulture),
            _ => Math.Round((decimal)((random.NextDouble() * 250) - 50), random.Next(4)),
        };

    /// <summary>A decimal that is not negative.</summary>
    public static decimal Amount(FuzzRandom random) => Math.Round((decimal)(random.NextDouble() * 200), random.Next(4)) + 0.01m;

    /// <summary>An address that names something.</summary>
    public static string Uri(FuzzRandom random) =>
        random.Next(8) switch
        {
            0 => Oid(random),
            1 => Uuid(random),
            2 => "urn:iso:std:iso:3166",
            _ => $"http://example.org/{Words.Name(random)}/{random.Next(100)}",
        };

    /// <summary>The address of a definition, sometimes with a version.</summary>
    public static string Canonical(FuzzRandom random) =>
        $"http://example.org/fhir/{Words.Name(random)}/{random.Next(100)}{(random.Next(4) == 0 ? "|1.0.0" : "")}";

    private static int Integer(FuzzRandom random) =>
        random.Next(30) switch
        {
            0 => int.MaxValue,
            1 => int.MinValue,
            _ => random.Next(-20, 100),
        };

    private static string Markdown(FuzzRandom random) =>
        random.Next(4) == 0 ? $"# {Words.Text(random)}\n\n* {Words.Text(random)}\n* [link](http://example.org)" : Words.Text(random);

    /// <summary>urn:oid: and an OID.</summary>
    public static string Oid(FuzzRandom random) => $"urn:oid:{random.Next(3)}.{random.Next(40)}.{random.Next(1000)}.{random.Next(100)}";

    /// <summary>urn:uuid: and a UUID.</summary>
    public static string Uuid(FuzzRandom random) => $"urn:uuid:{new Guid(random.Bytes(16))}";
}
