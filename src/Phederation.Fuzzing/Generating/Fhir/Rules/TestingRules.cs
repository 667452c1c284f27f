namespace Phederation.Fuzzing.Generating.Fhir.Rules;

/// <summary>The rules of test scripts and of their reports.</summary>
internal static class TestingRules
{
    public static readonly Dictionary<string, Rule> All = new()
    {
        // inv-1, inv-2.
        ["TestReport.setup.action"] = Action,
        ["TestReport.test.action"] = Action,
        // tst-3.
        ["TestScript.variable"] = shape => shape.AtMostOne("expression", "headerField", "path"),
        // tst-1, tst-2.
        ["TestScript.setup.action"] = Action,
        ["TestScript.test.action"] = Action,
        // tst-7, tst-8, tst-9.
        ["TestScript.setup.action.operation"] = shape => shape.ExactlyOne("sourceId", "targetId", "url", "params"),
        ["TestScript.setup.action.assert"] = Assert,
    };

    private static void Action(Shape shape) => shape.ExactlyOne("operation", "assert");

    // tst-5, tst-6, tst-10 to tst-13.
    private static void Assert(Shape shape)
    {
        if (shape.Text("direction") == "request")
        {
            shape.Drop("response", "responseCode");
        }

        shape.AtMostOne(
            "contentType",
            "expression",
            "headerField",
            "minimumId",
            "navigationLinks",
            "path",
            "requestMethod",
            "resource",
            "responseCode",
            "response",
            "validateProfileId"
        );
        if (shape.Has("compareToSourceId"))
        {
            shape.AtLeastOne("compareToSourceExpression", "compareToSourcePath");
        }
        else
        {
            shape.Drop("compareToSourceExpression", "compareToSourcePath");
        }
    }
}
