namespace Phederation.BuildTasks;

/// <summary>One test's end.</summary>
/// <param name="Name">Its full name with arguments.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Message">Why it failed or was skipped; empty when it passed.</param>
internal sealed record TestCaseResult(string Name, TestOutcome Outcome, string Message);
