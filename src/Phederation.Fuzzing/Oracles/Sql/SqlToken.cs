namespace Phederation.Fuzzing.Oracles.Sql;

/// <summary>A word of SQL.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Text">What it says: of a text in quotes, what it means.</param>
internal readonly record struct SqlToken(SqlTokenKind Kind, string Text);
