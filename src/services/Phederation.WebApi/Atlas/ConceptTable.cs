using Phederation.Hypertext;
using Phederation.WebApi.Vocabulary;

namespace Phederation.WebApi.Atlas;

/// <summary>Concepts as rows of tables.</summary>
internal static class ConceptTable
{
    /// <summary>A row with a box to mark it.</summary>
    public static Html MarkedRow(Concept concept) =>
        Html.Of(
            $"<tr><td class=\"mark\"><input type=\"checkbox\" name=\"concept\" value=\"{concept.Id}\" aria-label=\"Mark {concept.Name}\"></td>{Cells(concept)}</tr>"
        );

    /// <summary>A row.</summary>
    public static Html Row(Concept concept) => Html.Of($"<tr>{Cells(concept)}</tr>");

    /// <summary>The head of a table of such rows.</summary>
    public static Html Head { get; } =
        new(
            "<thead><tr><th scope=\"col\">Concept</th><th scope=\"col\">Number</th><th scope=\"col\">Code</th><th scope=\"col\">Class</th><th scope=\"col\">Domain</th><th scope=\"col\">Vocabulary</th><th scope=\"col\">Standard</th></tr></thead>"
        );

    /// <summary>How standard a concept is.</summary>
    public static Html Badge(Concept concept) =>
        concept.InvalidReason is "D" or "U"
            ? Html.Of($"<span class=\"badge bad\">Invalid</span>")
            : Html.Of($"<span class=\"badge {(concept.Standard == "S" ? "good" : "")}\">{concept.StandardCaption}</span>");

    private static Html Cells(Concept concept) =>
        Html.Of(
            $"""
            <th scope="row"><a href="/atlas/concepts/{concept.Id}">{concept.Name}</a></th><td class="number">{concept.Id}</td><td><code>{concept.Code}</code></td><td>{concept.ConceptClass}</td><td>{concept.Domain}</td><td>{concept.Vocabulary}</td><td>{Badge(
                concept
            )}</td>
            """
        );
}
