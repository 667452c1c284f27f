using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Phederation.WebApi.Cohorts.Expressions;
using Phederation.WebApi.Data;
using Phederation.WebApi.Json;

namespace Phederation.WebApi.Cohorts.Store;

/// <summary>What is stored of a definition.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is for.</param>
/// <param name="ExpressionType">SIMPLE_EXPRESSION or CUSTOM_SQL.</param>
/// <param name="Expression">Its JSON, as it came but for its blanks.</param>
internal sealed record CohortInput(string Name, string? Description, string ExpressionType, string Expression)
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads a definition's JSON; the expression in it may be an object, or that object's text.</summary>
    /// <exception cref="JsonFormatException">It is none.</exception>
    public static CohortInput Read(JsonCursor cursor)
    {
        var type = cursor.AsObject().Member("expressionType");
        var typeName = type?.AsText(50) ?? "SIMPLE_EXPRESSION";
        return typeName is not ("SIMPLE_EXPRESSION" or "CUSTOM_SQL")
            ? throw type!.Error("SIMPLE_EXPRESSION is expected.")
            : new CohortInput(
                ItemName.Read(cursor),
                cursor.Text("description", 10_000),
                typeName,
                cursor.Member("expression") is { } expression ? Text(expression) : "{}"
            );
    }

    /// <summary>An expression, which must be one that can be read, as text without blanks.</summary>
    public static string Text(JsonCursor expression)
    {
        if (expression.Element.ValueKind != JsonValueKind.String)
        {
            ExpressionReader.Read(expression);
            return Compact(expression.Element);
        }

        try
        {
            using var document = JsonDocument.Parse(expression.Element.GetString()!, new JsonDocumentOptions { MaxDepth = 128 });
            ExpressionReader.Read(document.RootElement);
            return Compact(document.RootElement);
        }
        catch (JsonException)
        {
            throw expression.Error("the text is no JSON.");
        }
        catch (JsonFormatException exception)
        {
            throw expression.Error($"in its text, {exception.Message}");
        }
    }

    private static string Compact(JsonElement element)
    {
        using var content = new MemoryStream();
        using (var writer = new Utf8JsonWriter(content, Plain))
        {
            element.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(content.GetBuffer(), 0, (int)content.Length);
    }
}
