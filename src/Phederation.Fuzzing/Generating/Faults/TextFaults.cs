using System.Text.Json.Nodes;
using Phederation.FhirModel;

namespace Phederation.Fuzzing.Generating.Faults;

/// <summary>Faults of the text as such, and of narratives.</summary>
internal static class TextFaults
{
    // Deeper than any reader of JSON goes by default, and than many a stack holds.
    private const int Depth = 5000;

    private const string Open = "<div xmlns=\"http://www.w3.org/1999/xhtml\">";

    private static readonly string[] Narratives =
    [
        $"{Open}<script>alert(1)</script></div>",
        $"{Open}<p onclick=\"alert(1)\">x</p></div>",
        $"{Open}<p>unbalanced</div>",
        $"{Open}<iframe src=\"http://example.org/\"></iframe></div>",
        $"{Open}<object data=\"x\"></object></div>",
        "<p>no div</p>",
        "only a text",
    ];

    private static readonly string[] NoJson =
    [
        "{",
        "[1,]",
        "'x'",
        "NaN",
        "tru",
        "01",
        "1.",
        "\"\\x\"",
        "\"open",
        "{\"a\" 1}",
        "}",
        "/* c */ 1",
    ];

    public static readonly Dictionary<FaultKind, Breaker> All = new()
    {
        [FaultKind.BrokenNarrative] = BrokenNarrative,
        [FaultKind.DuplicateKey] = DuplicateKey,
        [FaultKind.DeepNesting] = DeepNesting,
        [FaultKind.BrokenJson] = BrokenJson,
    };

    private static FaultLabel? BrokenNarrative(FaultDraft draft)
    {
        if (draft.Places[0].Type.Kind != TypeKind.Domain)
        {
            return null;
        }

        draft.Root["text"] = new JsonObject { ["status"] = "generated", ["div"] = draft.Random.Pick(Narratives) };
        return new FaultLabel(FaultKind.BrokenNarrative, $"{draft.Places[0].Path}.text.div", "txt-1");
    }

    private static FaultLabel? DuplicateKey(FaultDraft draft)
    {
        var site = draft.Site(_ => true);
        if (site is null)
        {
            draft.Twice(draft.Root, "resourceType", draft.Root["resourceType"]!.DeepClone());
            return new FaultLabel(FaultKind.DuplicateKey, "resourceType");
        }

        draft.Twice(site.Parent, site.Property, site.Value.DeepClone());
        return new FaultLabel(FaultKind.DuplicateKey, site.Path);
    }

    private static FaultLabel? DeepNesting(FaultDraft draft)
    {
        if (draft.Site(_ => true) is not { } site)
        {
            return null;
        }

        site.Replace(draft.Raw(new string('[', Depth) + "1" + new string(']', Depth)));
        return new FaultLabel(FaultKind.DeepNesting, site.Path);
    }

    private static FaultLabel? BrokenJson(FaultDraft draft)
    {
        if (draft.Site(_ => true) is not { } site)
        {
            return null;
        }

        site.Replace(draft.Raw(draft.Random.Pick(NoJson)));
        return new FaultLabel(FaultKind.BrokenJson, site.Path);
    }
}
