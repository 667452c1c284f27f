namespace Phederation.ParserFuzzing.Reporting;

/// <summary>A fault of a parser.</summary>
/// <param name="Target">The parser's name.</param>
/// <param name="Summary">The fault in one line.</param>
/// <param name="File">The smallest input that was found to bring it out; beside it is a .txt with the whole story.</param>
/// <param name="Executions">After how many runs of inputs it showed first.</param>
/// <param name="IsRepeatable">Whether it showed again when the input was run again.</param>
public sealed record ParserFinding(string Target, string Summary, string File, long Executions, bool IsRepeatable);
