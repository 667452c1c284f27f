using System.Text.RegularExpressions;

namespace Phederation.FhirDefinitions;

/// <summary>
/// Turns the FHIRPath of a search parameter into paths of JSON properties: casts and choices become the properties that hold them. Only what
/// the standard's own parameters use is known; anything else ends the tool.
/// </summary>
internal sealed partial class PathCompiler(TypeTable types, string root)
{
    /// <summary>The types that a kind of parameter can be looked for in.</summary>
    public static HashSet<string> Indexed(string kind) =>
        kind switch
        {
            "token" =>
            [
                "code",
                "string",
                "boolean",
                "Coding",
                "CodeableConcept",
                "Identifier",
                "ContactPoint",
                "uri",
                "id",
                "oid",
                "uuid",
                "canonical",
            ],
            "date" => ["date", "dateTime", "instant", "Period", "Timing"],
            "number" => ["integer", "decimal", "positiveInt", "unsignedInt"],
            "quantity" => ["Quantity", "Age", "Duration", "Count", "Distance", "Money", "Range", "SampledData"],
            "string" => ["string", "markdown", "code", "HumanName", "Address", "id"],
            "reference" => ["Reference", "canonical", "uri", "url", "Resource"],
            "uri" => ["uri", "url", "canonical", "oid", "uuid"],
            _ => throw new InvalidOperationException(kind),
        };

    /// <summary>The paths of an expression.</summary>
    /// <param name="expression">FHIRPath.</param>
    /// <param name="indexed">The types that count, or null for all.</param>
    public IReadOnlyList<string> Compile(string expression, HashSet<string>? indexed)
    {
        if (expression == "Patient.deceased.exists() and Patient.deceased != false")
        {
            return ["deceasedBoolean:@known", "deceasedDateTime:@known"];
        }

        return
        [
            .. Union(expression)
                .SelectMany(Walk)
                .Where(found => indexed is null || indexed.Contains(found.Type))
                .Select(found => $"{string.Join('.', found.Steps)}:{found.Type}")
                .Distinct(),
        ];
    }

    private static IEnumerable<string> Union(string expression)
    {
        var depth = 0;
        var start = 0;
        for (var at = 0; at < expression.Length; at++)
        {
            depth += expression[at] switch
            {
                '(' => 1,
                ')' => -1,
                _ => 0,
            };
            if (expression[at] == '|' && depth == 0)
            {
                yield return expression[start..at].Trim();
                start = at + 1;
            }
        }

        yield return expression[start..].Trim();
    }

    private IEnumerable<Found> Walk(string expression)
    {
        var rest = "";
        if (expression.StartsWith('('))
        {
            var end = expression.LastIndexOf(')');
            rest = expression[(end + 1)..];
            expression = expression[1..end];
            if (Union(expression).Skip(1).Any())
            {
                return Union(expression).SelectMany(one => Walk($"({one}){rest}"));
            }
        }

        expression = Cast().Replace(expression, ".ofType($1)") + rest;
        var steps = Step().Matches(expression).Select(match => match.Value).ToList();
        if (string.Join('.', steps).Replace(".[", "[", StringComparison.Ordinal) != expression)
        {
            throw new InvalidOperationException($"not understood: {expression}");
        }

        if (steps[0] is "Resource" or "DomainResource" || steps[0] == root)
        {
            steps.RemoveAt(0);
        }
        else if (char.IsUpper(steps[0][0]))
        {
            return [];
        }

        IEnumerable<Found> all = [new Found([], root, null)];
        foreach (var step in steps)
        {
            all = [.. all.SelectMany(found => Next(found, step))];
        }

        return all.SelectMany(Settle);
    }

    private IEnumerable<Found> Next(Found found, string step)
    {
        if (step.StartsWith("ofType(", StringComparison.Ordinal) || step.StartsWith("as(", StringComparison.Ordinal))
        {
            var type = step[(step.IndexOf('(') + 1)..^1];
            return Settle(found).Where(one => string.Equals(one.Type, type, StringComparison.OrdinalIgnoreCase));
        }

        if (step.StartsWith('['))
        {
            return Settle(found).Select(one => one.With($"#{step[1..^1]}"));
        }

        if (Resolved().Match(step) is { Success: true } resolved)
        {
            return Settle(found).Select(one => one.With($">{resolved.Groups[1].Value}"));
        }

        if (Equal().Match(step) is { Success: true } equal)
        {
            return Settle(found).Select(one => one.With($"?{equal.Groups[1].Value}={equal.Groups[2].Value}"));
        }

        return Settle(found)
            .SelectMany(one =>
                types.Element(one.Type, step) is { } element ? [new Found(one.Steps, one.Type, element)] : Array.Empty<Found>()
            );
    }

    /// <summary>The properties that an element may be, for a choice has one for each type.</summary>
    private static IEnumerable<Found> Settle(Found found) =>
        found.Open is { } element
            ? element.Types.Select(type => new Found([.. found.Steps, element.Property(type.Name)], type.Name, null))
            : [found];

    [GeneratedRegex(@"\s+as\s+(\w+)")]
    private static partial Regex Cast();

    [GeneratedRegex(@"\[\d+\]|(?:where|as|ofType)\((?:[^()]|\([^()]*\))*\)|\w+")]
    private static partial Regex Step();

    [GeneratedRegex(@"^where\(resolve\(\) is (\w+)\)$")]
    private static partial Regex Resolved();

    [GeneratedRegex(@"^where\((\w+)\s*=\s*'([^']*)'\)$")]
    private static partial Regex Equal();

    private sealed record Found(IReadOnlyList<string> Steps, string Type, TypeElement? Open)
    {
        public Found With(string suffix) => this with { Steps = [.. Steps.SkipLast(1), Steps[^1] + suffix] };
    }
}
