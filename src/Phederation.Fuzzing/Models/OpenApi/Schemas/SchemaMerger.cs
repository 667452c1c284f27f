using Phederation.Fuzzing.Generating;

namespace Phederation.Fuzzing.Models.OpenApi.Schemas;

/// <summary>Makes one schema without parts of one that is put together: all of <c>allOf</c>, and one each of <c>oneOf</c> and <c>anyOf</c>.</summary>
internal sealed class SchemaMerger(FuzzRandom random)
{
    private const int MaxDepth = 32;

    /// <summary>A schema that is made of no others; what is valid for it is mostly valid for the whole.</summary>
    public ApiSchema Flatten(ApiSchema schema) => schema.IsComposed ? Flatten(schema, 0) : schema;

    private ApiSchema Flatten(ApiSchema schema, int depth)
    {
        var flat = Own(schema);
        if (depth > MaxDepth)
        {
            return flat;
        }

        foreach (var part in schema.AllOf)
        {
            Join(flat, Flatten(part, depth + 1));
        }

        foreach (var parts in schema.OneOf.Concat(schema.AnyOf))
        {
            List<ApiSchema> fit =
            [
                .. parts.Where(part => !part.IsNever && ((part.Types & flat.Types) != SchemaTypes.None || part.IsComposed)),
            ];
            if (fit.Count == 0)
            {
                continue;
            }

            var chosen = random.Pick(fit);
            Join(flat, Flatten(chosen, depth + 1));
            if (schema.Discriminator is { } name && WordFor(schema, chosen) is { } word)
            {
                Fix(flat, name, word);
            }
        }

        return flat;
    }

    private static ApiSchema Own(ApiSchema schema) =>
        new()
        {
            Name = schema.Name,
            IsNever = schema.IsNever,
            IsPartial = schema.IsPartial,
            Types = schema.Types,
            Format = schema.Format,
            Values = schema.Values,
            Examples = schema.Examples,
            Minimum = schema.Minimum,
            Maximum = schema.Maximum,
            IsAboveMinimum = schema.IsAboveMinimum,
            IsBelowMaximum = schema.IsBelowMaximum,
            MultipleOf = schema.MultipleOf,
            MinLength = schema.MinLength,
            MaxLength = schema.MaxLength,
            Patterns = schema.Patterns,
            MinItems = schema.MinItems,
            MaxItems = schema.MaxItems,
            HasUniqueItems = schema.HasUniqueItems,
            Items = schema.Items,
            Properties = schema.Properties,
            Required = schema.Required,
            Additional = schema.Additional,
            MinProperties = schema.MinProperties,
            MaxProperties = schema.MaxProperties,
            IsReadOnly = schema.IsReadOnly,
            IsWriteOnly = schema.IsWriteOnly,
        };

    private static void Join(ApiSchema flat, ApiSchema part)
    {
        flat.IsNever |= part.IsNever;
        flat.IsPartial |= part.IsPartial;
        flat.Types = flat.Types & part.Types;
        flat.Format ??= part.Format;
        flat.Values = flat.Values is null ? part.Values : flat.Values;
        flat.Examples = flat.Examples.Count > 0 ? flat.Examples : part.Examples;
        (flat.Minimum, flat.IsAboveMinimum) =
            part.Minimum is { } least && (flat.Minimum is not { } low || least > low)
                ? (least, part.IsAboveMinimum)
                : (flat.Minimum, flat.IsAboveMinimum);
        (flat.Maximum, flat.IsBelowMaximum) =
            part.Maximum is { } most && (flat.Maximum is not { } high || most < high)
                ? (most, part.IsBelowMaximum)
                : (flat.Maximum, flat.IsBelowMaximum);
        flat.MultipleOf ??= part.MultipleOf;
        flat.MinLength = Greater(flat.MinLength, part.MinLength);
        flat.MaxLength = Lesser(flat.MaxLength, part.MaxLength);
        flat.Patterns = [.. flat.Patterns, .. part.Patterns];
        flat.MinItems = Greater(flat.MinItems, part.MinItems);
        flat.MaxItems = Lesser(flat.MaxItems, part.MaxItems);
        flat.HasUniqueItems |= part.HasUniqueItems;
        flat.Items = Both(flat.Items, part.Items);
        flat.Required = flat.Required.Concat(part.Required).ToHashSet(StringComparer.Ordinal);
        flat.MinProperties = Greater(flat.MinProperties, part.MinProperties);
        flat.MaxProperties = Lesser(flat.MaxProperties, part.MaxProperties);
        var properties = flat.Properties.ToDictionary(StringComparer.Ordinal);
        foreach (var (name, property) in part.Properties)
        {
            properties[name] = Both(properties.GetValueOrDefault(name), property)!;
        }

        flat.Properties = properties;
        flat.Additional = Both(flat.Additional, part.Additional);
        flat.IsReadOnly |= part.IsReadOnly;
        flat.IsWriteOnly |= part.IsWriteOnly;
    }

    private static string? WordFor(ApiSchema schema, ApiSchema chosen) =>
        schema.Mapping.FirstOrDefault(pair => ReferenceEquals(pair.Value, chosen)).Key ?? chosen.Name;

    private static void Fix(ApiSchema flat, string name, string word)
    {
        var properties = flat.Properties.ToDictionary(StringComparer.Ordinal);
        properties[name] = new ApiSchema { Types = SchemaTypes.Text, Values = [word] };
        flat.Properties = properties;
        flat.Required = flat.Required.Append(name).ToHashSet(StringComparer.Ordinal);
    }

    private static ApiSchema? Both(ApiSchema? one, ApiSchema? other) =>
        one is null || ReferenceEquals(one, other) ? other
        : other is null ? one
        : new ApiSchema { AllOf = [one, other] };

    private static int? Greater(int? one, int? other) => one is null || other > one ? other : one;

    private static int? Lesser(int? one, int? other) => one is null || other < one ? other : one;
}
