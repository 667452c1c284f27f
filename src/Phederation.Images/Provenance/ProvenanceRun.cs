namespace Phederation.Images.Provenance;

/// <summary>Who built an image, when, and of which commit.</summary>
/// <param name="Commit">The commit, or <c>unknown</c> outside a checkout.</param>
/// <param name="Changes">The paths by which the working tree differs from the commit; the first ones, to be named.</param>
/// <param name="IsDirty">Whether it differs.</param>
/// <param name="ToolVersion">The version and identity of the build's own code.</param>
/// <param name="Engine">The engine that holds the image.</param>
/// <param name="Started">When the build began.</param>
/// <param name="Finished">When it was done.</param>
public sealed record ProvenanceRun(
    string Commit,
    IReadOnlyList<string> Changes,
    bool IsDirty,
    string ToolVersion,
    string Engine,
    DateTimeOffset Started,
    DateTimeOffset Finished
);
