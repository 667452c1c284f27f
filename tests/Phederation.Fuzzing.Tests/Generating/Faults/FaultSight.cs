using Phederation.Fuzzing.Generating.Faults;

namespace Phederation.Fuzzing.Tests.Generating.Faults;

/// <summary>
/// Which of the other validators look for a kind of fault at all; where one doesn't, its verdict says nothing about the fault. The first that fits
/// a fault counts.
/// </summary>
/// <param name="Kind">The kind.</param>
/// <param name="Medplum">Whether Medplum's validator looks for it.</param>
/// <param name="Schema">Whether the JSON schema asks for it.</param>
/// <param name="Detail">Only faults with this detail; null is all.</param>
/// <param name="Why">Why one doesn't.</param>
internal sealed record FaultSight(FaultKind Kind, bool Medplum, bool Schema, string? Detail = null, string Why = "")
{
    public static readonly IReadOnlyList<FaultSight> All =
    [
        new(FaultKind.WrongJsonType, false, false, "object", "both go into objects only, and take a number in place of one as empty"),
        new(FaultKind.WrongJsonType, true, false, "xhtml", "the schema doesn't say that it is a text"),
        new(FaultKind.WrongJsonType, true, true),
        new(FaultKind.ArrayForSingle, true, false, "object", "the schema's parts for data types don't say that they are objects"),
        new(FaultKind.ArrayForSingle, true, false, "xhtml", "the schema doesn't say that it is a text"),
        new(FaultKind.ArrayForSingle, true, true),
        new(FaultKind.SingleForArray, true, true),
        new(FaultKind.MissingRequired, true, false, null, "the schema requires objects only, for a primitive may be an extension alone"),
        new(FaultKind.UnknownProperty, true, true),
        new(FaultKind.UnknownCode, false, false, null, "Medplum leaves codes to its server; the schema has no list for most statuses"),
        new(FaultKind.BadDate, true, false, null, "the schema's pattern doesn't know the calendar"),
        new(FaultKind.BadDateTime, true, false, null, "the schema's pattern doesn't know the calendar"),
        new(FaultKind.BadInstant, true, true),
        new(FaultKind.BadTime, true, true),
        new(FaultKind.BadId, false, true, null, "Medplum's ids of resources are texts"),
        new(FaultKind.BadUri, true, true),
        new(FaultKind.BadUrn, true, true),
        new(FaultKind.BadBase64, true, false, null, "the schema takes any text"),
        new(FaultKind.BadInteger, true, false, null, "the schema's patterns are for texts, and its integers numbers"),
        new(FaultKind.BadDecimal, true, true),
        new(FaultKind.BadCode, true, true),
        new(FaultKind.ChoiceTwice, false, false, null, "Medplum only warns"),
        new(FaultKind.EmptyObject, false, false, null, "ele-1 is checked by neither"),
        new(FaultKind.EmptyArray, false, false, null, "Medplum takes it as left out; the schema sets no least number"),
        new(FaultKind.EmptyString, false, true, null, "Medplum takes it as left out"),
        new(FaultKind.BlankString, true, false, null, "the schema's pattern holds blanks"),
        new(FaultKind.ControlCharacter, true, false, null, "the schema's \\S includes them"),
        new(FaultKind.HugeString, true, false, null, "the schema sets no length"),
        new(FaultKind.NullValue, true, false, null, "the schema's parts for data types don't say that they are objects"),
        new(FaultKind.WrongTarget, false, false, null, "Medplum only warns; the schema has no targets"),
        new(FaultKind.DanglingReference, false, false, null, "ref-1 is checked by neither where a reference is"),
        new(FaultKind.NestedContained, true, false, null, "the schema has no rules beyond structure"),
        new(FaultKind.BrokenNarrative, false, false, null, "txt-1 is checked by neither"),
        new(FaultKind.BrokenRule, true, false, "ext-1", "the schema has no rules beyond structure"),
        new(FaultKind.BrokenRule, false, false, null, "Medplum looks at the rules of resources, not at those of data types"),
        new(FaultKind.MissingType, true, true),
        new(FaultKind.UnknownType, true, true),
        new(FaultKind.IdMismatch, false, false, null, "seen only with the address that a body is put to"),
        new(FaultKind.DuplicateKey, false, false, null, "JSON.parse takes the last"),
        new(FaultKind.DeepNesting, true, false, null, "an array in place of an object is no fault for the schema"),
        new(FaultKind.BrokenJson, true, true),
    ];

    /// <summary>What there is to say about a fault.</summary>
    public static FaultSight Of(FaultLabel label) =>
        All.First(one => one.Kind == label.Kind && (one.Detail is null || one.Detail == label.Detail));
}
