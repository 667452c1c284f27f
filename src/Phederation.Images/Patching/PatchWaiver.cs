namespace Phederation.Images.Patching;

/// <summary>A decision to live with a package as it is, for a time.</summary>
/// <param name="Package">The name of the binary or the source package.</param>
/// <param name="Images">The images that it holds for; empty for all.</param>
/// <param name="Reason">Why.</param>
/// <param name="Owner">Who decided.</param>
/// <param name="Expires">The last day on which it holds.</param>
/// <param name="Place">Where it is written, file:line:column.</param>
public sealed record PatchWaiver(string Package, IReadOnlyList<string> Images, string Reason, string Owner, DateOnly Expires, string Place)
{
    /// <summary>Whether it speaks of a package of an image.</summary>
    public bool Fits(string image, string package, string source) =>
        (Package == package || Package == source) && (Images.Count == 0 || Images.Contains(image));
}
