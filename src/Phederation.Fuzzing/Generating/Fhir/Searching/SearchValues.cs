using System.Globalization;
using Phederation.FhirModel;
using Phederation.Fuzzing.Generating.Fhir.Values;

namespace Phederation.Fuzzing.Generating.Fhir.Searching;

/// <summary>Values of search parameters, out of the same texts, codes and units as the resources, so that searches find some.</summary>
internal sealed class SearchValues(FuzzRandom random, IReferenceSource references)
{
    private static readonly string[] Prefixes = ["eq", "ne", "gt", "lt", "ge", "le", "sa", "eb", "ap"];
    private static readonly string[] DateForms =
    [
        "yyyy",
        "yyyy-MM",
        "yyyy-MM-dd",
        "yyyy-MM-ddTHH:mmZ",
        "yyyy-MM-ddTHH:mm:ssZ",
        "yyyy-MM-ddTHH:mm:ss.fffZ",
    ];

    /// <summary>One value of a parameter.</summary>
    public string Of(SearchParameter parameter) =>
        parameter.Kind switch
        {
            SearchKind.Number => Prefix() + Number(),
            SearchKind.Date => Prefix() + Date(),
            SearchKind.String => Escape(Words.Text(random).Trim()),
            SearchKind.Token => Token(parameter),
            SearchKind.Reference => Reference(parameter),
            SearchKind.Quantity => Quantity(),
            SearchKind.Uri => Escape(PrimitiveValues.Uri(random)),
            _ => string.Join('$', parameter.Parts.Select(Of)),
        };

    /// <summary>A date as searches write it, which unlike resources may end in minutes.</summary>
    public string Date()
    {
        var time = DateTime.UnixEpoch.AddDays(random.Next(-20_000, 30_000)).AddSeconds(random.Next(86_400));
        return time.ToString(random.Pick(DateForms), CultureInfo.InvariantCulture);
    }

    /// <summary>A prefix, or none.</summary>
    public string Prefix() => random.Next(2) == 0 ? "" : random.Pick(Prefixes);

    /// <summary>system|value, of the identifiers that references have.</summary>
    public string Identifier() => $"http://example.org/ids/{Words.Name(random)}|{random.Next(100_000)}";

    /// <summary>A type's code and a value, as :of-type has it.</summary>
    public string OfType() => $"http://terminology.hl7.org/CodeSystem/v2-0203|MR|{random.Next(100_000)}";

    /// <summary>The id of a resource of a type.</summary>
    public string Id(string type) => references.Find(type, random) ?? Words.Id(random);

    /// <summary>Puts a backslash before what separates values and their parts (http://hl7.org/fhir/R4/search.html#escaping).</summary>
    public static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace(",", "\\,", StringComparison.Ordinal)
            .Replace("|", "\\|", StringComparison.Ordinal)
            .Replace("$", "\\$", StringComparison.Ordinal);

    private string Number() =>
        random.Next(6) switch
        {
            0 => "1e2",
            1 => "0.00",
            2 => "-5.5",
            _ => $"{random.Next(200)}",
        };

    private string Quantity()
    {
        var number = Prefix() + Number();
        return random.Next(4) switch
        {
            0 => number,
            1 => $"{number}||mg",
            2 => $"{number}|{Quantities.Ucum}|mm[Hg]",
            _ => $"{number}|{Quantities.Ucum}|kg",
        };
    }

    private string Token(SearchParameter parameter)
    {
        var leaf = random.Pick(parameter.Paths).Leaf;
        if (leaf == "boolean")
        {
            return random.Next(2) == 0 ? "true" : "false";
        }

        var (system, code) = Codes(parameter) is { Count: > 0 } codes ? random.Pick(codes) : Concepts.Pick(random);
        (system, code) = (Escape(system), Escape(code));
        return random.Next(5) switch
        {
            0 => code,
            1 => $"|{code}",
            2 => $"{system}|",
            _ => $"{system}|{code}",
        };
    }

    /// <summary>The closed set that a parameter's first path ends in; none where it is open.</summary>
    private static IReadOnlyList<(string System, string Code)> Codes(SearchParameter parameter)
    {
        var type = FhirDefinitions.R4.Type(parameter.Type);
        FhirProperty? property = null;
        foreach (var step in parameter.Paths[0].Steps)
        {
            property = type?.Properties.GetValueOrDefault(step.Property);
            type = property?.Type;
        }

        return property?.Element.Codes?.ToList() ?? [];
    }

    private string Reference(SearchParameter parameter)
    {
        var type = parameter.Targets is { Count: > 0 } targets ? random.Pick(targets) : "Patient";
        return random.Next(5) switch
        {
            0 => Id(type),
            1 => $"http://example.org/fhir/{type}/{Id(type)}",
            _ => $"{type}/{Id(type)}",
        };
    }
}
