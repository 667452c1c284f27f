using System.Text.RegularExpressions;

namespace Phederation.Workloads.Steps;

/// <summary>What must come of an SQL action; by default that it raises no error.</summary>
public sealed record SqlExpectation
{
    /// <summary>No error, any rows.</summary>
    public static SqlExpectation Default { get; } = new();

    /// <summary>
    /// SQLSTATEs of which one must be raised; empty means none may. With more than one the transcript holds the list instead of
    /// the one that came, since which of them comes is a race. <c>08006</c> stands for a connection that broke, <c>08001</c> for
    /// one that wasn't taken.
    /// </summary>
    public IReadOnlyList<string> Errors { get; init; } = [];

    /// <summary>The exact rows: PostgreSQL's text form of each column, joined by <c>|</c>, NULL as <c>NULL</c>; null means any.</summary>
    public IReadOnlyList<string>? Rows { get; init; }

    /// <summary>The number of rows returned; null means any.</summary>
    public long? Count { get; init; }

    /// <summary>Each must match in a row, a notice, a notification or a program's output.</summary>
    public IReadOnlyList<Regex> Output { get; init; } = [];
}
