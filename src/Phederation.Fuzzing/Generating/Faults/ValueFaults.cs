using System.Text.Json.Nodes;

namespace Phederation.Fuzzing.Generating.Faults;

/// <summary>Faults of primitive values: their form, and codes.</summary>
internal static class ValueFaults
{
    // The standard's limit is 1 MB, 1024 * 1024 characters.
    private const int TooLong = (1024 * 1024) + 1;

    private static readonly string[] Dates =
    [
        "1970-02-30",
        "1970-13-01",
        "1970-00-10",
        "1970-2-3",
        "70-02-03",
        "1970/02/03",
        "01.02.1970",
        "yesterday",
    ];
    private static readonly string[] Times = ["24:00:00", "12:60:00", "1:00:00", "12:00", "noon"];
    private static readonly string[] Moments =
    [
        "2020-01-01T25:00:00Z",
        "2020-01-01T10:00:00+25:00",
        "2020-01-01 10:00:00Z",
        "2020-01-01T10:61:00Z",
        "20200101T100000Z",
    ];
    private static readonly string[] Ids = ["has blank", "a/b", "a_b", "ünicode", new string('a', 65), "a?b", "#a", "../../etc"];
    private static readonly string[] Base64 = ["@@@@", "abc", "YWJj=YWJj", "a", "YW Jj ?"];

    public static readonly Dictionary<FaultKind, Breaker> All = new()
    {
        [FaultKind.UnknownCode] = UnknownCode,
        [FaultKind.BadDate] = draft => Text(draft, FaultKind.BadDate, ["date"], Dates),
        [FaultKind.BadDateTime] = draft => Text(draft, FaultKind.BadDateTime, ["dateTime"], [.. Dates, .. Moments]),
        [FaultKind.BadInstant] = draft =>
            Text(draft, FaultKind.BadInstant, ["instant"], ["2020", "2020-01-01", "2020-01-01T10:00:00", .. Moments]),
        [FaultKind.BadTime] = draft => Text(draft, FaultKind.BadTime, ["time"], Times),
        [FaultKind.BadId] = BadId,
        [FaultKind.BadUri] = draft =>
            Text(draft, FaultKind.BadUri, ["uri", "url", "canonical"], ["http://example.org/a b", "two words", "http://example.org/a\tb"]),
        [FaultKind.BadUrn] = BadUrn,
        [FaultKind.BadBase64] = draft => Text(draft, FaultKind.BadBase64, ["base64Binary"], Base64),
        [FaultKind.BadInteger] = BadInteger,
        [FaultKind.BadDecimal] = BadDecimal,
        [FaultKind.BadCode] = draft => Text(draft, FaultKind.BadCode, ["code"], [" leading", "trailing ", "two  blanks"]),
        [FaultKind.EmptyString] = draft =>
            Text(draft, FaultKind.EmptyString, ["string", "markdown", "code", "id", "dateTime", "date"], [""]),
        [FaultKind.BlankString] = draft => Text(draft, FaultKind.BlankString, ["string", "markdown"], [" ", "\t\n", "   "]),
        [FaultKind.ControlCharacter] = draft =>
            Text(draft, FaultKind.ControlCharacter, ["string", "markdown"], ["a\u0001b", "\u0000", "bell\u0007", "\u001b[31mred"]),
        [FaultKind.HugeString] = draft => Text(draft, FaultKind.HugeString, ["string", "markdown"], [new string('h', TooLong)]),
    };

    private static FaultLabel? Text(FaultDraft draft, FaultKind kind, ReadOnlySpan<string> types, string[] values)
    {
        var wanted = types.ToArray();
        // An extension's address is an uri, whatever the table calls it.
        if (
            draft.Site(one =>
                one.IsPrimitive && wanted.Contains(one.Known.TypeName) && !(one.Type.Name == "Extension" && one.Property == "url")
            )
            is not { } site
        )
        {
            return null;
        }

        site.Replace(draft.Random.Pick(values));
        return new FaultLabel(kind, site.Path, site.Known.TypeName);
    }

    private static FaultLabel? UnknownCode(FaultDraft draft)
    {
        if (draft.Site(one => one.Known is { TypeName: "code", Element.Codes: not null }) is not { } site)
        {
            return null;
        }

        var code = (string)site.First!;
        site.Replace(draft.Random.Next(2) == 0 ? "no-such-code" : code.ToUpperInvariant() + "X");
        return new FaultLabel(FaultKind.UnknownCode, site.Path, site.Known.Element.Codes!.Name);
    }

    private static FaultLabel? BadId(FaultDraft draft)
    {
        draft.Root["id"] = draft.Random.Pick(Ids);
        return new FaultLabel(FaultKind.BadId, $"{draft.Places[0].Path}.id");
    }

    private static FaultLabel? BadUrn(FaultDraft draft) =>
        draft.Random.Next(2) == 0
            ? Text(draft, FaultKind.BadUrn, ["oid", "uuid"], ["urn:x", "1.2.3", "urn:uuid:0", "urn:oid:9.01"])
            : Text(draft, FaultKind.BadUrn, ["uuid", "oid"], ["urn:uuid:not-a-uuid", "urn:oid:1..2", ""]);

    private static FaultLabel? BadDecimal(FaultDraft draft)
    {
        if (draft.Site(one => one.Known.TypeName == "decimal") is not { } site)
        {
            return null;
        }

        var text = draft.Random.Pick<string>(["\"1.5\"", "01", "1.", ".5", "+1", "1e", "0x10", "NaN", "Infinity", "1,5e"]);
        site.Replace(draft.Raw(text));
        return new FaultLabel(FaultKind.BadDecimal, site.Path, text);
    }

    private static FaultLabel? BadInteger(FaultDraft draft)
    {
        if (draft.Site(one => one.Known.TypeName is "integer" or "positiveInt" or "unsignedInt") is not { } site)
        {
            return null;
        }

        JsonNode[] bad = site.Known.TypeName switch
        {
            "positiveInt" => [0, -1, 1.5m, 2147483648L],
            "unsignedInt" => [-1, 1.5m, 2147483648L],
            _ => [1.5m, 2147483648L, -2147483649L],
        };
        var chosen = draft.Random.Pick<JsonNode>(bad);
        site.Replace(chosen);
        return new FaultLabel(FaultKind.BadInteger, site.Path, chosen.ToJsonString());
    }
}
