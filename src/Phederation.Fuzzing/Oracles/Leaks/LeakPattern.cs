using System.Text.RegularExpressions;

namespace Phederation.Fuzzing.Oracles.Leaks;

/// <summary>A text that only the inside of a service writes.</summary>
/// <param name="Name">What it is: <c>java</c>, <c>PostgreSQL</c>.</param>
/// <param name="Text">What it looks like. It runs in time that grows with the text and no faster.</param>
internal sealed record LeakPattern(string Name, Regex Text);
