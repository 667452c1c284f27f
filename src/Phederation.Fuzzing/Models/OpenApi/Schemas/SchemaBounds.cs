using System.Text.RegularExpressions;
using Phederation.Fuzzing.Models.OpenApi.Reading;

namespace Phederation.Fuzzing.Models.OpenApi.Schemas;

/// <summary>Reads what a schema says of sizes and of the form of texts.</summary>
internal static class SchemaBounds
{
    private const int LongestPattern = 2000;

    private static readonly TimeSpan PatternTime = TimeSpan.FromMilliseconds(250);

    /// <summary>Takes them over.</summary>
    public static void Fill(ApiNode node, ApiSchema schema)
    {
        FillRange(node, schema);
        schema.MultipleOf = node.Number("multipleOf") is > 0 and var step ? step : null;
        schema.MinLength = node.Count("minLength");
        schema.MaxLength = node.Count("maxLength");
        schema.MinItems = node.Count("minItems");
        schema.MaxItems = node.Count("maxItems");
        schema.HasUniqueItems = node.IsTrue("uniqueItems");
        schema.MinProperties = node.Count("minProperties");
        schema.MaxProperties = node.Count("maxProperties");
        if (node.Text("pattern") is not { } pattern)
        {
            return;
        }

        if (Compile(pattern) is { } compiled)
        {
            schema.Patterns = [compiled];
        }
        else
        {
            schema.IsPartial = true;
        }
    }

    // 3.0: a truth value beside minimum; 3.1: a number of its own.
    private static void FillRange(ApiNode node, ApiSchema schema)
    {
        (schema.Minimum, schema.IsAboveMinimum) = (node.Number("minimum"), node.IsTrue("exclusiveMinimum"));
        (schema.Maximum, schema.IsBelowMaximum) = (node.Number("maximum"), node.IsTrue("exclusiveMaximum"));
        if (node.Number("exclusiveMinimum") is { } above && (schema.Minimum is not { } least || above >= least))
        {
            (schema.Minimum, schema.IsAboveMinimum) = (above, true);
        }

        if (node.Number("exclusiveMaximum") is { } below && (schema.Maximum is not { } most || below <= most))
        {
            (schema.Maximum, schema.IsBelowMaximum) = (below, true);
        }
    }

    // Patterns are ECMAScript's. What the mode for it can't take is tried as .NET's; \d and \w differ then for texts that aren't ASCII.
    private static Regex? Compile(string pattern)
    {
        if (pattern.Length > LongestPattern)
        {
            return null;
        }

        foreach (var options in (RegexOptions[])[RegexOptions.ECMAScript, RegexOptions.CultureInvariant])
        {
            try
            {
                return new Regex(pattern, options, PatternTime);
            }
            catch (ArgumentException)
            {
                // The next way, or none.
            }
        }

        return null;
    }
}
