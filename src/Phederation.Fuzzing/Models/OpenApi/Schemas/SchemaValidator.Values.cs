using System.Text.Json;
using System.Text.RegularExpressions;

namespace Phederation.Fuzzing.Models.OpenApi.Schemas;

/// <content>Each type's own rules.</content>
internal sealed partial class SchemaValidator
{
    private SchemaFault? CheckNumber(ApiSchema schema, JsonElement value, string path)
    {
        if (!value.TryGetDecimal(out var number))
        {
            IsDecided = false;
            return null;
        }

        var isBelow = schema.Minimum is { } least && (number < least || (schema.IsAboveMinimum && number == least));
        var isAbove = schema.Maximum is { } most && (number > most || (schema.IsBelowMaximum && number == most));
        var isOutside = SchemaFormats.Range(schema.Format) is var (first, last) && (number < first || number > last);
        return isBelow || isAbove || isOutside ? new SchemaFault(SchemaFaultKind.OutOfRange, path, $"{Short(value)} is out of range")
            : schema.MultipleOf is { } step && !IsMultiple(number, step)
                ? new SchemaFault(SchemaFaultKind.OutOfRange, path, $"{Short(value)} is no multiple of {step}")
            : null;
    }

    private static bool IsMultiple(decimal number, decimal step) => number % step == 0;

    private SchemaFault? CheckText(ApiSchema schema, string text, string path)
    {
        if (schema.MinLength is not null || schema.MaxLength is not null)
        {
            // Lengths are counted in characters of Unicode (JSON Schema, 6.3.1).
            var length = text.EnumerateRunes().Count();
            if (length < schema.MinLength)
            {
                return new SchemaFault(SchemaFaultKind.TooShort, path, $"{length} characters, at least {schema.MinLength}");
            }

            if (length > schema.MaxLength)
            {
                return new SchemaFault(SchemaFaultKind.TooLong, path, $"{length} characters, at most {schema.MaxLength}");
            }
        }

        foreach (var pattern in schema.Patterns)
        {
            if (!Matches(pattern, text))
            {
                return new SchemaFault(SchemaFaultKind.PatternBroken, path, $"the pattern {pattern} doesn't match");
            }
        }

        return schema.Format is { } format && !SchemaFormats.Has(format, text)
            ? new SchemaFault(SchemaFaultKind.FormatBroken, path, $"it is no {format}")
            : null;
    }

    private bool Matches(Regex pattern, string text)
    {
        try
        {
            return pattern.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            IsDecided = false;
            return true;
        }
    }

    private SchemaFault? CheckItems(ApiSchema schema, JsonElement value, string path, int depth)
    {
        var count = value.GetArrayLength();
        if (count < schema.MinItems)
        {
            return new SchemaFault(SchemaFaultKind.TooFew, path, $"{count} items, at least {schema.MinItems}");
        }

        if (count > schema.MaxItems)
        {
            return new SchemaFault(SchemaFaultKind.TooMany, path, $"{count} items, at most {schema.MaxItems}");
        }

        if (schema.HasUniqueItems && value.EnumerateArray().GroupBy(item => item.GetRawText()).Any(same => same.Count() > 1))
        {
            return new SchemaFault(SchemaFaultKind.Repeated, path, "an item is there twice");
        }

        if (schema.Items is { } items)
        {
            foreach (var item in value.EnumerateArray())
            {
                if (Check(items, item, $"{path}[]", depth + 1, []) is { } fault)
                {
                    return fault;
                }
            }
        }

        return null;
    }

    private SchemaFault? CheckMembers(ApiSchema schema, JsonElement value, string path, int depth)
    {
        foreach (var name in schema.Required)
        {
            if (!value.TryGetProperty(name, out _) && !IsElsewhere(schema.Properties.GetValueOrDefault(name)))
            {
                return new SchemaFault(SchemaFaultKind.MissingRequired, Inner(path, name), $"'{name}' is required, and isn't there");
            }
        }

        var count = 0;
        foreach (var member in value.EnumerateObject())
        {
            count++;
            if (schema.Properties.TryGetValue(member.Name, out var own))
            {
                if (Check(own, member.Value, Inner(path, member.Name), depth + 1, []) is { } fault)
                {
                    return fault;
                }
            }
            else if (schema.Additional is { } additional)
            {
                if (additional.IsNever)
                {
                    return new SchemaFault(
                        SchemaFaultKind.ExtraProperty,
                        path,
                        $"'{member.Name}' is none of the properties that are allowed"
                    );
                }

                // Its name is data: it tells faults apart no more than an index does.
                if (Check(additional, member.Value, Inner(path, "*"), depth + 1, []) is { } fault)
                {
                    return fault;
                }
            }
        }

        return count < schema.MinProperties
                ? new SchemaFault(SchemaFaultKind.TooFew, path, $"{count} properties, at least {schema.MinProperties}")
            : count > schema.MaxProperties
                ? new SchemaFault(SchemaFaultKind.TooMany, path, $"{count} properties, at most {schema.MaxProperties}")
            : null;
    }

    private bool IsElsewhere(ApiSchema? property) =>
        property is not null
        && (direction == SchemaDirection.Request ? Is(property, one => one.IsReadOnly) : Is(property, one => one.IsWriteOnly));

    // With the words beside a reference, a property is put together of both.
    private static bool Is(ApiSchema property, Func<ApiSchema, bool> what) => what(property) || property.AllOf.Any(what);

    private static string Inner(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
