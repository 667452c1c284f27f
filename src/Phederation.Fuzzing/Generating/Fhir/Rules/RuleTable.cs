using System.Collections.Frozen;

namespace Phederation.Fuzzing.Generating.Fhir.Rules;

/// <summary>
/// The rules of the standard that are more than structure (constraints of severity error), by the type they are about. Most are a line; the keys
/// that comments name are the standard's.
/// </summary>
internal static class RuleTable
{
    private static readonly FrozenDictionary<string, Rule> Rules = new[]
    {
        DataTypeRules.All,
        ClinicalRules.All,
        AdministrativeRules.All,
        WorkflowRules.All,
        ConformanceRules.All,
        TerminologyRules.All,
        QuestionnaireRules.All,
        TestingRules.All,
    }
        .SelectMany(rules => rules)
        .Append(new KeyValuePair<string, Rule>("Bundle", BundleRule.Settle))
        .ToFrozenDictionary();

    /// <summary>The types that have rules.</summary>
    public static IEnumerable<string> Types => Rules.Keys;

    /// <summary>The rule of a type, or null.</summary>
    public static Rule? Find(string type) => Rules.GetValueOrDefault(type);
}
