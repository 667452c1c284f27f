using System.Text.Json.Nodes;
using Phederation.Fuzzing.Generating;
using Phederation.Fuzzing.Models.OpenApi.Documents;
using Phederation.Fuzzing.Models.OpenApi.Generating;
using Phederation.Fuzzing.Models.OpenApi.Reading;
using Phederation.Fuzzing.Models.OpenApi.Schemas;

namespace Phederation.Fuzzing.Models.OpenApi.Composing;

/// <summary>Breaks parameters. All of them are texts on their way: a fault is one only if no way to read the text makes it right again.</summary>
/// <param name="random">Chance.</param>
/// <param name="generator">Makes valid values.</param>
/// <param name="faults">Breaks values.</param>
internal sealed class ParameterFaults(FuzzRandom random, SchemaGenerator generator, SchemaFaultMaker faults)
{
    private const SchemaTypes Lists = SchemaTypes.Array | SchemaTypes.Object;

    /// <summary>Whether there is something to break.</summary>
    public static bool CanBreak(ApiParameter parameter) =>
        (parameter.IsRequired && parameter.Place != ApiParameterPlace.Path)
        || (!parameter.IsJson && new SchemaTypesOf(parameter.Schema).All is var types && (types & Lists) == SchemaTypes.None);

    /// <summary>A broken value, null for one that is left out, and the fault's label; null where nothing that was tried is a fault.</summary>
    public (JsonNode? Value, bool IsLeftOut, string Label)? Break(ApiParameter parameter)
    {
        if (parameter.IsRequired && parameter.Place != ApiParameterPlace.Path && random.Next(2) == 0)
        {
            return (null, true, Label(parameter, SchemaFaultKind.MissingRequired));
        }

        if (
            parameter.IsJson
            || (new SchemaTypesOf(parameter.Schema).All & Lists) != SchemaTypes.None
            || faults.Make(parameter.Schema, generator.Make(parameter.Schema).Value) is not { } broken
            || broken.Value is not JsonValue
        )
        {
            return null;
        }

        var text = ParameterText.Plain(broken.Value);
        return text.Trim().Length > 0 && text is not ("." or "..") && IsWrong(parameter.Schema, text)
            ? (JsonValue.Create(text), false, Label(parameter, broken.Fault.Kind))
            : null;
    }

    private static string Label(ApiParameter parameter, SchemaFaultKind kind) =>
        $"{SchemaFault.Words(kind)}: {parameter.Place.ToString().ToLowerInvariant()} {parameter.Name}";

    private static bool IsWrong(ApiSchema schema, string text)
    {
        List<JsonNode?> readings = [JsonValue.Create(text)];
        if (Numbers.Read(text) is { } number)
        {
            readings.Add(JsonNode.Parse(Numbers.Write(number)));
        }

        if (bool.TryParse(text, out var truth))
        {
            readings.Add(JsonValue.Create(truth));
        }

        return readings.All(reading => new SchemaValidator(SchemaDirection.Request).Check(schema, reading) is not null);
    }

    /// <summary>The types of a schema and its parts, together.</summary>
    private readonly record struct SchemaTypesOf(ApiSchema Schema)
    {
        public SchemaTypes All => Of(Schema, 0);

        private static SchemaTypes Of(ApiSchema schema, int depth) =>
            depth > 20 ? schema.Types
            : schema.AllOf.Count > 0 ? schema.AllOf.Aggregate(schema.Types, (all, part) => all & Of(part, depth + 1))
            : schema.AnyOf.Concat(schema.OneOf).FirstOrDefault() is { } parts
                ? schema.Types & parts.Aggregate(SchemaTypes.None, (all, part) => all | Of(part, depth + 1))
            : schema.Types;
    }
}
