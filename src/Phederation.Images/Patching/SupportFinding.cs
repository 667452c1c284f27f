namespace Phederation.Images.Patching;

/// <summary>A package whose security support ended, or is limited, before the distribution's own end.</summary>
/// <param name="Package">The binary package.</param>
/// <param name="Source">The source package.</param>
/// <param name="Version">The version in the image.</param>
/// <param name="Ended">The day on which support ended or will end; null: it is limited.</param>
/// <param name="Why">What the distribution says about it.</param>
public sealed record SupportFinding(string Package, string Source, string Version, DateOnly? Ended, string Why)
{
    /// <summary>Whether the support has ended by a day.</summary>
    public bool HasEnded(DateOnly today) => Ended is { } day && day <= today;
}
