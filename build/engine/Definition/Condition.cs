namespace Nuke.Common.Execution;

/// <summary>A condition of a target and its source text, which is shown when it doesn't hold.</summary>
internal sealed record Condition(Func<bool> Holds, string? Expression)
{
    /// <summary>The condition without the <c>() =&gt;</c> before it.</summary>
    public string Text => Expression?.TrimStart('(', ')', '=', '>', ' ') ?? "a condition";
}
