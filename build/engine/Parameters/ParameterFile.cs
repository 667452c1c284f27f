using System.Text.Json;

namespace Nuke.Common.Execution;

/// <summary>One of <c>.nuke/parameters.json</c> and <c>.nuke/parameters.PROFILE.json</c>: a flat JSON object.</summary>
internal sealed class ParameterFile
{
    private const int LargestSize = 1 << 20;

    private static readonly JsonDocumentOptions Options = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = 32,
    };

    private ParameterFile(string path, IReadOnlyDictionary<string, IReadOnlyList<string>> values)
    {
        Path = path;
        Values = values;
    }

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>What it sets, by the name as written.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Values { get; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="ParameterFileException">It is no JSON object, or larger than a list of parameters can be.</exception>
    public static ParameterFile Read(string path)
    {
        try
        {
            if (new FileInfo(path).Length > LargestSize)
            {
                throw new ParameterFileException(
                    $"{path}:1:1: the file is larger than {LargestSize} bytes; it should hold parameters only."
                );
            }

            using var document = JsonDocument.Parse(File.ReadAllBytes(path), Options);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new ParameterFile(path, Read(document.RootElement))
                : throw new ParameterFileException($"{path}:1:1: a JSON object is needed: {{ \"Name\": \"value\" }}.");
        }
        catch (JsonException malformed)
        {
            var position = $"{path}:{malformed.LineNumber + 1}:{malformed.BytePositionInLine + 1}";
            throw new ParameterFileException($"{position}: malformed JSON: {malformed.Message.Split(" LineNumber:")[0]}");
        }
    }

    private static Dictionary<string, IReadOnlyList<string>> Read(JsonElement root)
    {
        var values = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var property in root.EnumerateObject().Where(property => property.Name != "$schema"))
        {
            values[property.Name] = property.Value.ValueKind switch
            {
                JsonValueKind.Null => [],
                JsonValueKind.Array => [.. property.Value.EnumerateArray().Select(Text)],
                _ => [Text(property.Value)],
            };
        }

        return values;
    }

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
