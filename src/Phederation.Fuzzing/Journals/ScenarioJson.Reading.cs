using System.Text.Json;
using Phederation.Fuzzing.Exchanges;
using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Journals;

/// <content>Reading. What isn't as it is written throws one of <see cref="JsonShape"/>'s exceptions; the readers of files say where.</content>
internal static partial class ScenarioJson
{
    public static Scenario ReadScenario(JsonElement element) =>
        new()
        {
            Number = element.GetProperty("number").GetInt64(),
            Kind = JsonShape.Text(element, "kind"),
            Needs = JsonShape.List(element, "needs", need => need.GetInt64()),
            Steps = JsonShape.List(element, "steps", ReadStep),
        };

    public static FuzzRequest ReadRequest(JsonElement element) =>
        new()
        {
            Method = JsonShape.Text(element, "method"),
            Path = JsonShape.Text(element, "path"),
            Headers = ReadHeaders(element),
            ContentType = JsonShape.OptionalText(element, "type"),
            Body = BodyJson.Read(element, "body") is { } body ? new ReadOnlyMemory<byte>(body) : (ReadOnlyMemory<byte>?)null,
            Actor = JsonShape.Text(element, "actor"),
        };

    public static IReadOnlyList<KeyValuePair<string, string>> ReadHeaders(JsonElement element) =>
        JsonShape.List(element, "headers", header => KeyValuePair.Create(header[0].GetString()!, header[1].GetString()!));

    public static IReadOnlyDictionary<string, string> ReadTexts(JsonElement element, string name)
    {
        var texts = new Dictionary<string, string>();
        if (element.TryGetProperty(name, out var found))
        {
            foreach (var property in found.EnumerateObject())
            {
                texts[property.Name] = property.Value.GetString()!;
            }
        }

        return texts;
    }

    private static ScenarioStep ReadStep(JsonElement element) =>
        element.TryGetProperty("event", out var happening)
            ? new EventStep { Operation = JsonShape.Text(element, "operation"), Event = JsonShape.Choice<TargetEvent>(happening) }
            : new RequestStep
            {
                Operation = JsonShape.Text(element, "operation"),
                Request = ReadRequest(element),
                Intent = JsonShape.Choice<RequestIntent>(element.GetProperty("intent")),
                Fault = JsonShape.OptionalText(element, "wrong"),
                Captures = ReadTexts(element, "captures"),
                Produces = JsonShape.OptionalText(element, "produces"),
                Uses = element.TryGetProperty("uses", out var uses)
                    ? new ResourceReference(uses[0].GetString()!, uses[1].GetInt64(), uses[2].GetInt32())
                    : null,
                Deletes = element.TryGetProperty("deletes", out var deletes) && deletes.GetBoolean(),
            };
}
