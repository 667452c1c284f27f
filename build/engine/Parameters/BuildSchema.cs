using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Nuke.Common.Execution;

/// <summary>
/// <c>.nuke/build.schema.json</c>: what editors use to complete parameters.json, and the <c>nuke</c> tool to complete command lines.
/// </summary>
internal static class BuildSchema
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The schema's text, the same for the same build.</summary>
    public static string Text(IReadOnlyList<ExecutableTarget> targets, IReadOnlyList<Parameter> own)
    {
        var schema = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-04/schema#",
            ["definitions"] = new JsonObject
            {
                ["Host"] = Enumeration(["Terminal"]),
                ["ExecutableTarget"] = Enumeration(targets.Select(target => target.Name).Order(StringComparer.Ordinal)),
                ["Verbosity"] = Enumeration(Enum.GetNames<Verbosity>()),
                ["NukeBuild"] = new JsonObject { ["properties"] = Properties(ParameterDiscovery.BuiltIn) },
            },
            ["allOf"] = new JsonArray(new JsonObject { ["properties"] = Properties(own) }, Reference("NukeBuild")),
        };
        return schema.ToJsonString(Indented).ReplaceLineEndings("\n") + "\n";
    }

    /// <summary>Writes the schema of a root folder if it changed, whole or not at all.</summary>
    /// <exception cref="IOException">The folder can't be written.</exception>
    public static void Write(string root, string text)
    {
        var path = Path.Combine(root, ".nuke", "build.schema.json");
        if (!File.Exists(path) || File.ReadAllText(path) != text)
        {
            var temporary = $"{path}.{Environment.ProcessId}";
            File.WriteAllText(temporary, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            File.Move(temporary, path, overwrite: true);
        }
    }

    private static JsonObject Properties(IEnumerable<Parameter> parameters) =>
        new(
            parameters
                .OrderBy(parameter => parameter.Name, StringComparer.Ordinal)
                .Select(parameter => KeyValuePair.Create<string, JsonNode?>(parameter.Name, Property(parameter)))
        );

    private static JsonObject Property(Parameter parameter)
    {
        var property = parameter.IsList ? new JsonObject { ["type"] = "array", ["items"] = Item(parameter) } : Item(parameter);
        if (parameter.Description is { } description)
        {
            property["description"] = description;
        }

        if (parameter.IsSecret)
        {
            property["default"] = "Give secrets by the environment, never in this file";
        }

        return property;
    }

    private static JsonObject Item(Parameter parameter) =>
        parameter switch
        {
            { IsBuiltIn: true, Name: "Host" or "Verbosity" } => Reference(parameter.Name),
            { IsBuiltIn: true, Name: ParameterDiscovery.Target or ParameterDiscovery.Skip } => Reference("ExecutableTarget"),
            { ValueSet: { } values } => new JsonObject { ["type"] = "string", ["enum"] = Strings(values) },
            _ => new JsonObject { ["type"] = JsonType(parameter.ItemType) },
        };

    private static string JsonType(Type type) =>
        Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean => "boolean",
            TypeCode.Int16 or TypeCode.Int32 or TypeCode.Int64 or TypeCode.Byte => "integer",
            TypeCode.Single or TypeCode.Double or TypeCode.Decimal => "number",
            _ => "string",
        };

    private static JsonObject Enumeration(IEnumerable<string> values) => new() { ["type"] = "string", ["enum"] = Strings(values) };

    private static JsonObject Reference(string definition) => new() { ["$ref"] = $"#/definitions/{definition}" };

    private static JsonArray Strings(IEnumerable<string> values) => new([.. values.Select(value => (JsonNode?)value)]);
}
