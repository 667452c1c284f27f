using System.Text.Json.Nodes;
using Phederation.FhirModel;

namespace Phederation.Fuzzing.Generating.Faults;

/// <summary>Faults of references.</summary>
internal static class ReferenceFaults
{
    public static readonly Dictionary<FaultKind, Breaker> All = new()
    {
        [FaultKind.WrongTarget] = WrongTarget,
        [FaultKind.DanglingReference] = draft => Refer(draft, FaultKind.DanglingReference, _ => true, _ => "#nowhere", "ref-1"),
    };

    private static FaultLabel? WrongTarget(FaultDraft draft) =>
        Refer(
            draft,
            FaultKind.WrongTarget,
            site => site.Known.Targets.Count > 0,
            site => $"{draft.Random.Pick<string>([.. FhirDefinitions.R4.Resources.Except(site.Known.Targets)])}/other",
            ""
        );

    private static FaultLabel? Refer(
        FaultDraft draft,
        FaultKind kind,
        Func<FaultSite, bool> fits,
        Func<FaultSite, string> target,
        string detail
    )
    {
        if (draft.Site(one => one.Known.TypeName == "Reference" && fits(one)) is not { } site)
        {
            return null;
        }

        site.Replace(new JsonObject { ["reference"] = target(site) });
        return new FaultLabel(kind, site.Path, detail);
    }
}
