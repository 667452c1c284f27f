using System.Text.RegularExpressions;

namespace Phederation.Fuzzing.Tests.Generating.Fhir;

/// <summary>A complaint that is the validator's own mistake.</summary>
/// <param name="Validator">medplum or schema.</param>
/// <param name="Pattern">The complaint, as a regular expression.</param>
/// <param name="Why">What the specification says.</param>
internal sealed record ValidatorMistake(string Validator, string Pattern, string Why)
{
    /// <summary>The mistakes that are known.</summary>
    public static readonly IReadOnlyList<ValidatorMistake> All =
    [
        new(
            "medplum",
            "(EvidenceVariable|contained\\[\\d+\\])\\.characteristic\\[\\d+\\]\\.\\w+ Invalid additional property",
            "Medplum's EvidenceVariable is that of R4B; R4 has characteristic.definition[x] of more types, usageContext, timeFromStart, "
                + "participantEffective[x] and groupMeasure (http://hl7.org/fhir/R4/evidencevariable.html)."
        ),
        new(
            "medplum",
            "Error evaluating invariant expression|Constraint md-1 not met",
            "sdf-19 asks url.startsWith(…), bdl-8 fullUrl.contains(…), md-1 compares max: Medplum can't evaluate them where the value also has an "
                + "extension, which every primitive may have (http://hl7.org/fhir/R4/json.html#primitive)."
        ),
        new(
            "schema",
            " should NOT have additional properties",
            "The schema forgets the twins (_measure) of elements of the type canonical, but every primitive may have an extension "
                + "(http://hl7.org/fhir/R4/json.html#primitive)."
        ),
    ];

    /// <summary>Whether it is this one.</summary>
    public bool Explains(string complaint) => Regex.IsMatch(complaint, Pattern, RegexOptions.None, TimeSpan.FromSeconds(1));
}
