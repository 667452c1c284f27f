using Phederation.Text;

namespace Phederation.Images.Linting;

/// <summary>A place that a rule does not hold at.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Location">Where it is; the file as it was read.</param>
/// <param name="Message">What is there and, after a semicolon, how to mend it.</param>
/// <param name="Subject">The text that waivers with a <c>match</c> are compared with: the whole instruction, or the file.</param>
public sealed record LintFinding(LintRule Rule, SourceLocation Location, string Message, string Subject)
{
    /// <summary>The reason for which it does not count; null where nobody waived it.</summary>
    public string? WaivedBecause { get; init; }

    /// <summary>Whether it stops a build.</summary>
    public bool IsFailure => Rule.Severity == LintSeverity.Error && WaivedBecause is null;

    /// <inheritdoc />
    public override string ToString() => $"{Location}: {Rule.Severity.ToString().ToLowerInvariant()} {Rule.Id}: {Message}";
}
