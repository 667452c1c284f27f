using System.Security;
using System.Text.Json.Nodes;

namespace Phederation.Fuzzing.Generating.Fhir.Values;

/// <summary>Narratives of the elements that FHIR allows (http://hl7.org/fhir/R4/narrative.html).</summary>
internal static class Narratives
{
    private static readonly string[] Statuses = ["generated", "extensions", "additional", "empty"];

    /// <summary>A narrative.</summary>
    public static JsonObject Make(FuzzRandom random) => new() { ["status"] = random.Pick(Statuses), ["div"] = Div(random) };

    /// <summary>The div of a narrative.</summary>
    public static string Div(FuzzRandom random)
    {
        var text = SecurityElement.Escape(Words.Text(random));
        return "<div xmlns=\"http://www.w3.org/1999/xhtml\">"
            + random.Next(5) switch
            {
                0 => $"<p>{text}</p>",
                1 => $"<table><thead><tr><th>{text}</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>",
                2 => $"<ul><li>{text}</li><li><b>two</b><br/></li></ul>",
                3 => $"<a href=\"http://example.org/\" title=\"link\">{text}</a>",
                _ => text,
            }
            + "</div>";
    }
}
