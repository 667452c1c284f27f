using System.Text.Json;
using System.Text.Json.Nodes;
using Phederation.Fuzzing.Models.OpenApi.Documents;

namespace Phederation.Fuzzing.Models.OpenApi.Composing;

/// <summary>Writes parameters and forms (OpenAPI 3.1, 4.8.12, style values; RFC 6570).</summary>
internal static class ParameterText
{
    /// <summary>The value in a path.</summary>
    public static string InPath(ApiParameter parameter, JsonNode? value)
    {
        var text = Joined(parameter, value, ",", Escape);
        return parameter.Style switch
        {
            "label" => "." + text,
            "matrix" => $";{Escape(parameter.Name)}={text}",
            // An empty part is another path, and dots lead elsewhere.
            _ => text is "" or "." or ".." ? "%20" : text,
        };
    }

    /// <summary>The value in a query, with its name; empty where there is nothing to write.</summary>
    public static string InQuery(ApiParameter parameter, JsonNode? value)
    {
        var name = Escape(parameter.Name);
        if (parameter.IsJson)
        {
            return $"{name}={Escape(value?.ToJsonString() ?? "null")}";
        }

        return (parameter.Style, value) switch
        {
            ("deepObject", JsonObject members) => string.Join(
                '&',
                members.Select(member => $"{name}%5B{Escape(member.Key)}%5D={Escape(Plain(member.Value))}")
            ),
            ("pipeDelimited", JsonArray items) when !parameter.IsExploded => $"{name}={Join(items, "%7C")}",
            ("spaceDelimited", JsonArray items) when !parameter.IsExploded => $"{name}={Join(items, "%20")}",
            _ when parameter.IsExploded => Form(parameter.Name, value),
            _ => $"{name}={Joined(parameter, value, ",", Escape)}",
        };
    }

    /// <summary>The value in a header or a cookie. What a header can't have is escaped.</summary>
    public static string InHeader(ApiParameter parameter, JsonNode? value) =>
        parameter.IsJson ? Printable(value?.ToJsonString() ?? "null") : Joined(parameter, value, ",", Printable);

    /// <summary>A form's body of an object.</summary>
    public static string Form(JsonNode? value) =>
        value is JsonObject members
            ? string.Join('&', members.Select(member => Form(member.Key, member.Value)).Where(part => part.Length > 0))
            : Escape(Plain(value));

    /// <summary>A single value as text.</summary>
    public static string Plain(JsonNode? value) =>
        value switch
        {
            null => "",
            JsonValue one when one.GetValueKind() == JsonValueKind.String => one.GetValue<string>(),
            _ => value.ToJsonString(),
        };

    private static string Form(string name, JsonNode? value) =>
        value switch
        {
            JsonArray items => string.Join('&', items.Select(item => $"{Escape(name)}={Escape(Plain(item))}")),
            JsonObject members => string.Join('&', members.Select(member => $"{Escape(member.Key)}={Escape(Plain(member.Value))}")),
            _ => $"{Escape(name)}={Escape(Plain(value))}",
        };

    private static string Joined(ApiParameter parameter, JsonNode? value, string between, Func<string, string> escape) =>
        value switch
        {
            JsonArray items => string.Join(between, items.Select(item => escape(Plain(item)))),
            JsonObject members => string.Join(
                between,
                members.Select(member => $"{escape(member.Key)}{(parameter.IsExploded ? "=" : between)}{escape(Plain(member.Value))}")
            ),
            _ => escape(Plain(value)),
        };

    private static string Join(JsonArray items, string between) => string.Join(between, items.Select(item => Escape(Plain(item))));

    private static string Escape(string text) => Uri.EscapeDataString(text);

    private static string Printable(string text) =>
        string.Concat(
            text.Select(c =>
                c is > ' ' and < '\x7f' || (c == ' ' && text.Trim().Length == text.Length)
                    ? c.ToString()
                    : Escape(char.IsSurrogate(c) ? "?" : c.ToString())
            )
        );
}
