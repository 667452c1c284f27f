using System.Text.Json.Nodes;

namespace Phederation.Fuzzing.Generating.Fhir.Rules;

/// <summary>The rules of questionnaires and of their answers.</summary>
internal static class QuestionnaireRules
{
    public static readonly Dictionary<string, Rule> All = new()
    {
        // que-2: link ids are unique.
        ["Questionnaire"] = shape => Number(shape.Json, 0),
        ["Questionnaire.item"] = Item,
        // que-7.
        ["Questionnaire.item.enableWhen"] = shape =>
        {
            if (shape.Text("operator") == "exists")
            {
                shape.Drop("answer");
                shape.Set("answerBoolean", true);
            }
        },
        // qrs-1.
        ["QuestionnaireResponse.item"] = shape => shape.AtMostOne("answer", "item"),
    };

    // que-1, que-3 to que-6, que-8 to que-13.
    private static void Item(Shape shape)
    {
        // A question is what other types have in common, and no type itself.
        if (shape.Text("type") == "question" || (shape.Text("type") == "group" && shape.IsDeep))
        {
            shape.Set("type", "string");
        }

        var type = shape.Text("type");
        if (type is "group" or "display")
        {
            shape.Drop("initial", "maxLength", "answerOption", "answerValueSet");
        }

        switch (type)
        {
            case "group":
                shape.Need("item");
                break;
            case "display":
                shape.Drop("item", "code", "required", "repeats", "readOnly");
                break;
            case not ("boolean" or "decimal" or "integer" or "string" or "text" or "url" or "open-choice"):
                shape.Drop("maxLength");
                break;
            default:
                break;
        }

        shape.AtMostOne("answerOption", "answerValueSet");
        if (type is not ("choice" or "open-choice"))
        {
            shape.Drop("answerOption", "answerValueSet");
        }

        shape.AtMostOne("answerOption", "initial");
        if (shape.Json["initial"] is JsonArray { Count: > 1 })
        {
            shape.Set("repeats", true);
        }

        if (shape.Json["enableWhen"] is JsonArray { Count: > 1 })
        {
            shape.Need("enableBehavior");
        }
    }

    private static int Number(JsonObject parent, int next)
    {
        foreach (var item in Shape.EachOf(parent, "item"))
        {
            item["linkId"] = $"{++next}";
            next = Number(item, next);
        }

        return next;
    }
}
