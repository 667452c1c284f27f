namespace Phederation.Images.Catalogue;

/// <summary>A Java runtime with chosen modules only, linked from the modules of a locked package.</summary>
/// <param name="Path">The runtime's folder in the image, without a leading slash.</param>
/// <param name="Package">
/// The package that the modules come from. The image gets its record and its licence, so that who looks for vulnerable packages finds it.
/// </param>
/// <param name="Modules">The modules; what they need comes along.</param>
/// <param name="IsCompressed">Whether classes are compressed.</param>
/// <param name="IsStripped">Whether line numbers and names of local variables are left out.</param>
/// <param name="Options">Options that are built into the runtime: every Java process of the image has them.</param>
/// <param name="LeftOut">Patterns over paths below the runtime's folder of what stays out.</param>
public sealed record JlinkRuntime(
    string Path,
    string Package,
    IReadOnlyList<string> Modules,
    bool IsCompressed,
    bool IsStripped,
    IReadOnlyList<string> Options,
    IReadOnlyList<string> LeftOut
) : GeneratedFile(Path)
{
    /// <summary>The kind's name in <c>image.toml</c>.</summary>
    public const string Kind = "jlink";
}
