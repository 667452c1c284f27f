using Phederation.Containers.Engine;
using Phederation.Images.Catalogue;

namespace Phederation.Images.Auditing;

/// <summary>Keeps an image that fails its audit from getting the tag that its users know.</summary>
internal static class AuditGate
{
    private const int MostShown = 20;

    /// <summary>Audits a built image by its definition's policy.</summary>
    /// <exception cref="ImageException">It fails; the message has the findings.</exception>
    public static async Task EnsureAsync(
        EngineClient engine,
        ImageDefinition definition,
        string imageId,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var report = await new ImageAuditor(time).AuditAsync(engine, imageId, AuditPolicy.Of(definition), cancellationToken);
        if (!report.IsPassed)
        {
            var failing = report.Failing;
            var more = failing.Count > MostShown ? $"\n  and {failing.Count - MostShown} more" : "";
            throw new ImageException(
                ImageFault.AuditFailed,
                $"{definition.Reference} fails its audit and gets no tag; mend it, or waive a finding in {definition.DefinitionPath}:\n  "
                    + string.Join("\n  ", failing.Take(MostShown))
                    + more
            );
        }
    }
}
