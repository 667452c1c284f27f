using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Phederation.Fuzzing.Models.OpenApi.Schemas;

/// <summary>
/// Holds a value against a schema. It works within bounds: what is beyond them, or isn't understood, holds, and <see cref="IsDecided"/> says that it was so.
/// </summary>
/// <param name="direction">Which way the value goes.</param>
internal sealed partial class SchemaValidator(SchemaDirection direction)
{
    private const int MaxDepth = 200;
    private const int MaxSteps = 200_000;

    private int _steps;

    /// <summary>Whether all that the schema says could be decided: only then a value without a fault is valid.</summary>
    public bool IsDecided { get; private set; } = true;

    /// <summary>The first fault; null when there is none.</summary>
    public static SchemaFault? Find(ApiSchema schema, JsonElement value, SchemaDirection direction) =>
        new SchemaValidator(direction).Check(schema, value, "", 0, []);

    /// <summary>The first fault of a value; null when there is none.</summary>
    public SchemaFault? Check(ApiSchema schema, JsonNode? value) => Check(schema, JsonSerializer.SerializeToElement(value), "", 0, []);

    private SchemaFault? Check(ApiSchema schema, JsonElement value, string path, int depth, ImmutableList<ApiSchema> around)
    {
        // Coming back to a schema with the same value says nothing more about it.
        if (++_steps > MaxSteps || depth > MaxDepth || around.Contains(schema))
        {
            IsDecided = false;
            return null;
        }

        if (schema.IsPartial)
        {
            IsDecided = false;
        }

        if (schema.IsNever)
        {
            return new SchemaFault(SchemaFaultKind.ExtraProperty, path, "nothing may be there");
        }

        return CheckType(schema, value, path)
            ?? CheckValues(schema, value, path)
            ?? value.ValueKind switch
            {
                JsonValueKind.Number => CheckNumber(schema, value, path),
                JsonValueKind.String => CheckText(schema, value.GetString()!, path),
                JsonValueKind.Array => CheckItems(schema, value, path, depth),
                JsonValueKind.Object => CheckMembers(schema, value, path, depth),
                _ => null,
            }
            ?? CheckParts(schema, value, path, depth, around.Add(schema));
    }

    private static SchemaFault? CheckType(ApiSchema schema, JsonElement value, string path)
    {
        var type = TypeOf(value);
        return (schema.Types & type) != SchemaTypes.None ? null
            : type == SchemaTypes.Null ? new SchemaFault(SchemaFaultKind.NullValue, path, $"null, not {schema.Types}")
            : new SchemaFault(SchemaFaultKind.WrongType, path, $"{type}, not {schema.Types}");
    }

    private static SchemaFault? CheckValues(ApiSchema schema, JsonElement value, string path) =>
        schema.Values is { } values && !values.Any(one => JsonElement.DeepEquals(JsonSerializer.SerializeToElement(one), value))
            ? new SchemaFault(SchemaFaultKind.NotInEnum, path, $"{Short(value)} is none of the {values.Count} values that are allowed")
            : null;

    private SchemaFault? CheckParts(ApiSchema schema, JsonElement value, string path, int depth, ImmutableList<ApiSchema> around)
    {
        foreach (var part in schema.AllOf)
        {
            if (Check(part, value, path, depth, around) is { } fault)
            {
                return fault;
            }
        }

        foreach (var parts in schema.AnyOf)
        {
            if (Holding(parts, value, path, depth, around) == 0)
            {
                return Alternative(schema, parts, value, path, depth, around);
            }
        }

        foreach (var parts in schema.OneOf)
        {
            var wasDecided = IsDecided;
            IsDecided = true;
            var holding = Holding(parts, value, path, depth, around);
            var isDecided = IsDecided;
            IsDecided &= wasDecided;
            if (holding == 0)
            {
                return Alternative(schema, parts, value, path, depth, around);
            }

            if (holding > 1 && isDecided)
            {
                return new SchemaFault(SchemaFaultKind.NoAlternative, path, $"{holding} of {parts.Count} alternatives hold, not one");
            }
        }

        foreach (var part in schema.Not)
        {
            var inner = new SchemaValidator(direction) { _steps = _steps };
            var holds = inner.Check(part, value, path, depth, around) is null;
            _steps = inner._steps;
            IsDecided &= inner.IsDecided;
            if (holds && inner.IsDecided)
            {
                return new SchemaFault(SchemaFaultKind.NoAlternative, path, "a schema holds that must not");
            }
        }

        return null;
    }

    private int Holding(IReadOnlyList<ApiSchema> parts, JsonElement value, string path, int depth, ImmutableList<ApiSchema> around) =>
        parts.Count(part => Check(part, value, path, depth, around) is null);

    // Where only one alternative is of the value's type, or the value says which it is, that one's fault tells more.
    private SchemaFault Alternative(
        ApiSchema schema,
        IReadOnlyList<ApiSchema> parts,
        JsonElement value,
        string path,
        int depth,
        ImmutableList<ApiSchema> around
    )
    {
        List<ApiSchema> fit = [.. parts.Where(part => (part.Types & TypeOf(value)) != SchemaTypes.None)];
        if (Discriminated(schema, parts, value) is { } meant)
        {
            fit = [meant];
        }

        return (fit is [var only] ? Check(only, value, path, depth, around) : null)
            ?? new SchemaFault(
                value.ValueKind == JsonValueKind.Null ? SchemaFaultKind.NullValue
                    : fit.Count == 0 ? SchemaFaultKind.WrongType
                    : SchemaFaultKind.NoAlternative,
                path,
                $"none of {parts.Count} alternatives holds"
            );
    }

    private static ApiSchema? Discriminated(ApiSchema schema, IReadOnlyList<ApiSchema> parts, JsonElement value) =>
        schema.Discriminator is { } name
        && value.ValueKind == JsonValueKind.Object
        && value.TryGetProperty(name, out var text)
        && text.ValueKind == JsonValueKind.String
            ? schema.Mapping.GetValueOrDefault(text.GetString()!) ?? parts.FirstOrDefault(part => part.Name == text.GetString())
            : null;

    /// <summary>The type of a value.</summary>
    private static SchemaTypes TypeOf(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Null or JsonValueKind.Undefined => SchemaTypes.Null,
            JsonValueKind.True or JsonValueKind.False => SchemaTypes.Boolean,
            JsonValueKind.String => SchemaTypes.Text,
            JsonValueKind.Array => SchemaTypes.Array,
            JsonValueKind.Object => SchemaTypes.Object,
            // 1.0 is a whole number (JSON Schema, 6.1.1).
            _ => value.TryGetDecimal(out var number) && number == decimal.Truncate(number) ? SchemaTypes.Integer : SchemaTypes.Number,
        };

    private static string Short(JsonElement value) => value.GetRawText() is var text && text.Length > 60 ? text[..60] + "…" : text;
}
