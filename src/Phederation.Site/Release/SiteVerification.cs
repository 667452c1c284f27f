using Phederation.Trust;

namespace Phederation.Site.Release;

/// <summary>The outcome of verifying a release folder: stacks that may be run, or why it is refused.</summary>
/// <param name="Folder">The release folder.</param>
/// <param name="Stacks">What the release says to run, one stack for each edition, the default one first; empty when it is refused.</param>
/// <param name="Checks">What was found to hold, one line each, in the order it was checked.</param>
/// <param name="Refusals">Why the release is refused; empty when it is not.</param>
public sealed record SiteVerification(
    string Folder,
    IReadOnlyList<SiteStack> Stacks,
    IReadOnlyList<string> Checks,
    IReadOnlyList<Refusal> Refusals
)
{
    /// <summary>The stack of the default edition; null when the release is refused.</summary>
    public SiteStack? Stack => Stacks.Count > 0 ? Stacks[0] : null;

    /// <summary>The stack of an edition.</summary>
    /// <param name="edition">The edition; null for the default one.</param>
    /// <returns>Null when the release is refused.</returns>
    /// <exception cref="SiteException">The release does not have the edition.</exception>
    public SiteStack? StackOf(string? edition) =>
        edition is null || Stacks.Count == 0
            ? Stack
            : Stacks.FirstOrDefault(stack => stack.Edition == edition)
                ?? throw new SiteException(
                    ExitCode.Usage,
                    $"The release has no edition '{edition}'.",
                    $"Its editions: {string.Join(", ", Stacks.Select(stack => stack.Edition))}."
                );
}
