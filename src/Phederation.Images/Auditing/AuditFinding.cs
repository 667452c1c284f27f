namespace Phederation.Images.Auditing;

/// <summary>Something that stands against an image: an expected outcome, so a value. It never holds a secret's text.</summary>
public sealed record AuditFinding
{
    /// <summary>The check: <c>PHA201</c>.</summary>
    public required string Check { get; init; }

    /// <summary>How much it matters.</summary>
    public required AuditSeverity Severity { get; init; }

    /// <summary>The path in the image without a leading slash, or what else it is about: <c>@config/env/NAME</c>, <c>@history/3</c>.</summary>
    public required string Place { get; init; }

    /// <summary>The line of a text file; null where there is none.</summary>
    public int? Line { get; init; }

    /// <summary>The layer, the lowest is 0; null for what belongs to no layer.</summary>
    public int? Layer { get; init; }

    /// <summary>What is wrong.</summary>
    public required string Message { get; init; }

    /// <summary>What to do about it.</summary>
    public required string Mend { get; init; }

    /// <summary>Why it is accepted; null: nobody accepted it.</summary>
    public string? WaivedBecause { get; init; }

    /// <inheritdoc />
    public override string ToString()
    {
        var line = Line is { } number ? $":{number}" : "";
        var layer = Layer is { } index ? $" (layer {index})" : "";
        return $"{Check} {Severity.ToString().ToLowerInvariant()} {AuditText.Plain(Place)}{line}{layer}: {Message}; {Mend}";
    }
}
