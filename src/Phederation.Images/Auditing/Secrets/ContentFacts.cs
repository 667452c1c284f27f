namespace Phederation.Images.Auditing.Secrets;

/// <summary>What was seen in the bytes of a file.</summary>
internal sealed class ContentFacts
{
    /// <summary>Whether it is a program or library for Linux.</summary>
    public bool IsElf { get; init; }

    /// <summary>Whether it begins with <c>#!</c>.</summary>
    public bool IsScript { get; init; }

    /// <summary>A program that has what only shells have, whatever its name; null: it hasn't.</summary>
    public string? ShellSigns { get; init; }

    /// <summary>Credentials.</summary>
    public IReadOnlyList<SecretMatch> Secrets { get; init; } = [];

    /// <summary>The whole file, for the few that a check reads.</summary>
    public byte[]? Kept { get; init; }
}
