using System.Text.Json.Nodes;
using Phederation.Fuzzing.Generating;
using Phederation.Fuzzing.Models.OpenApi.Reading;
using Phederation.Fuzzing.Models.OpenApi.Schemas;

namespace Phederation.Fuzzing.Models.OpenApi.Generating;

/// <summary>Makes values of a schema for requests. It does so within bounds: of a schema without end, what is too deep has only what is required.</summary>
/// <param name="random">The only source of its choices.</param>
/// <param name="words">Texts to put in now and then; may be empty.</param>
internal sealed class SchemaGenerator(FuzzRandom random, IReadOnlyList<string> words)
{
    private const int DeepEnough = 5;
    private const int MaxDepth = 40;
    private const int MostValues = 4000;
    private const int Tries = 12;
    private const int MostItems = 4;
    private const int MostForced = 2000;

    private readonly SchemaMerger _merger = new(random);
    private readonly TextGenerator _texts = new(random, words);
    private int _values;

    /// <summary>A value, and whether it is known to be valid.</summary>
    public (JsonNode? Value, bool IsValid) Make(ApiSchema schema)
    {
        JsonNode? value = null;
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            // The later, the simpler: what can't be made wide may be made narrow.
            _values = attempt < Tries / 2 ? 0 : MostValues;
            value = Value(schema, 0);
            var validator = new SchemaValidator(SchemaDirection.Request);
            if (validator.Check(schema, value) is null)
            {
                return (value, validator.IsDecided);
            }
        }

        return (value, false);
    }

    private JsonNode? Value(ApiSchema composed, int depth)
    {
        _values++;
        var schema = _merger.Flatten(composed);
        if (schema.Values is { Count: > 0 } values)
        {
            return random.Pick(values)?.DeepClone();
        }

        if (schema.Examples.Count > 0 && random.Chance(0.3))
        {
            return random.Pick(schema.Examples)?.DeepClone();
        }

        return depth > MaxDepth
            ? null
            : Choose(schema, depth) switch
            {
                SchemaTypes.Boolean => JsonValue.Create(random.Next(2) == 0),
                SchemaTypes.Integer or SchemaTypes.Number => Number(schema),
                SchemaTypes.Text => JsonValue.Create(_texts.Make(schema)),
                SchemaTypes.Array => List(schema, depth),
                SchemaTypes.Object => Object(schema, depth),
                _ => null,
            };
    }

    private bool IsSpent(int depth) => depth >= DeepEnough || _values >= MostValues;

    private SchemaTypes Choose(ApiSchema schema, int depth)
    {
        var types = schema.Types;
        if (types.HasFlag(SchemaTypes.Null) && types != SchemaTypes.Null)
        {
            if (types != SchemaTypes.Any && random.Chance(IsSpent(depth) ? 0.7 : 0.1))
            {
                return SchemaTypes.Null;
            }

            types &= ~SchemaTypes.Null;
        }

        if (types == (SchemaTypes.Any & ~SchemaTypes.Null))
        {
            types = Likely(schema, depth);
        }

        List<SchemaTypes> each =
        [
            .. Enum.GetValues<SchemaTypes>().Where(type => type is not (SchemaTypes.None or SchemaTypes.Any) && types.HasFlag(type)),
        ];
        return each.Count == 0 ? SchemaTypes.Null : random.Pick(each);
    }

    // Without a type, the rules say of what it is thought.
    private SchemaTypes Likely(ApiSchema schema, int depth) =>
        schema.Properties.Count > 0 || schema.Required.Count > 0 ? SchemaTypes.Object
        : schema.Items is not null ? SchemaTypes.Array
        : schema.Minimum is not null || schema.Maximum is not null ? SchemaTypes.Number | SchemaTypes.Integer
        : schema.Patterns.Count > 0 || schema.MaxLength is not null || schema.Format is not null ? SchemaTypes.Text
        : IsSpent(depth) ? SchemaTypes.Text
        : random.Pick<SchemaTypes>([SchemaTypes.Text, SchemaTypes.Integer, SchemaTypes.Boolean, SchemaTypes.Object]);

    private JsonNode? Number(ApiSchema schema) => JsonNode.Parse(Numbers.Write(new NumberGenerator(random).Make(schema)));

    private JsonArray List(ApiSchema schema, int depth)
    {
        var least = Math.Min(schema.MinItems ?? 0, MostForced);
        var most = Math.Max(least, Math.Min(schema.MaxItems ?? int.MaxValue, least + MostItems));
        var count = IsSpent(depth) ? least : random.Next(least, most + 1);
        var list = new JsonArray();
        var seen = new HashSet<string>();
        for (var tries = 0; list.Count < count && tries < count * 4; tries++)
        {
            var item = Value(schema.Items ?? ApiSchema.Anything, depth + 1);
            if (!schema.HasUniqueItems || seen.Add(item?.ToJsonString() ?? "null"))
            {
                list.Add(item);
            }
        }

        return list;
    }

    private JsonObject Object(ApiSchema schema, int depth)
    {
        var result = new JsonObject();
        foreach (var (name, property) in schema.Properties)
        {
            var flat = _merger.Flatten(property);
            if (flat.IsReadOnly || flat.IsNever)
            {
                continue;
            }

            if (schema.Required.Contains(name) || (!IsSpent(depth) && random.Chance(0.6) && !(result.Count >= schema.MaxProperties)))
            {
                result[name] = Value(property, depth + 1);
            }
        }

        foreach (var name in schema.Required.Where(name => !schema.Properties.ContainsKey(name)))
        {
            result[name] = Value(schema.Additional ?? ApiSchema.Anything, depth + 1);
        }

        var least = Math.Min(schema.MinProperties ?? 0, MostForced);
        var isMap = schema.Properties.Count == 0 && schema.Additional is not { IsNever: true } && !IsSpent(depth);
        var wanted = Math.Min(Math.Max(least, isMap ? random.Next(3) : 0), schema.MaxProperties ?? int.MaxValue);
        for (var more = 0; result.Count < wanted && more < wanted && schema.Additional is not { IsNever: true }; more++)
        {
            result.TryAdd($"k{more}", Value(schema.Additional ?? ApiSchema.Anything, depth + 1));
        }

        return result;
    }
}
