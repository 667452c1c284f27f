using System.Text.RegularExpressions;

namespace Phederation.Fuzzing.Oracles.Leaks;

/// <summary>A stack trace in an answer.</summary>
internal sealed partial class StackTraceOracle()
    : LeakOracle(
        "stack-trace",
        "No answer has a stack trace (CWE-209).",
        FindingSeverity.Error,
        [
            new LeakPattern("Java", Java(), ".java:", ".kt:", ".scala:", ".groovy:", ".clj:", "(Native Method)", "(Unknown Source)"),
            new LeakPattern("Java", JavaCause(), "Caused by: ", "Exception in thread "),
            new LeakPattern(".NET", DotNet(), "  at ", "stack trace"),
            new LeakPattern("node", Node(), " at ", "\tat "),
            new LeakPattern("Python", Python(), "Traceback", "File \""),
            new LeakPattern("Go", Go(), "goroutine ", ".go:"),
            new LeakPattern("PHP", Php(), ".php"),
            new LeakPattern("Ruby", Ruby(), ".rb:"),
            new LeakPattern("Rust", Rust(), " panicked at "),
            new LeakPattern("R", R(), "Calls: ", "Error in ", "<simpleError in "),
        ],
        isErrorOnly: false
    )
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.Multiline;

    [GeneratedRegex(@"\bat [\w$.<>/@]{3,200}\((\w+\.(java|kt|scala|groovy|clj):[0-9]+|Native Method|Unknown Source)\)", Options)]
    private static partial Regex Java();

    [GeneratedRegex(@"\b(Caused by: |Exception in thread ""[^""\n]{1,80}"" )([a-z]\w*\.)+[A-Z]\w*(Exception|Error)\b", Options)]
    private static partial Regex JavaCause();

    [GeneratedRegex(
        @"^ {2,}at [\w.<>`\[\],+|]+\.[\w.<>`\[\],+|]+\([^)\n]{0,400}\)( in [^\n]+:line [0-9]+)?\r?$|--- End of (inner exception )?stack trace",
        Options
    )]
    private static partial Regex DotNet();

    [GeneratedRegex(@"^\s+at (async )?([\w.<>$]+( \[as \w+\])? \()?(node:|file://|/|[A-Z]:\\)[^()\n]{1,300}:[0-9]+:[0-9]+\)?$", Options)]
    private static partial Regex Node();

    [GeneratedRegex(@"Traceback \(most recent call last\)|^\s*File ""[^""\n]{1,300}"", line [0-9]+, in \S+", Options)]
    private static partial Regex Python();

    [GeneratedRegex(@"^goroutine [0-9]+ \[\w[\w ]*\]:|^\s+\S+\.go:[0-9]+ \+0x[0-9a-f]+", Options)]
    private static partial Regex Go();

    [GeneratedRegex(
        @"^#[0-9]+ \S+\.php\([0-9]+\): |\b(Fatal error|Warning|Notice|Parse error): [^\n]{1,300} in \S+\.php on line [0-9]+",
        Options
    )]
    private static partial Regex Php();

    [GeneratedRegex(@"\S+\.rb:[0-9]+:in [`']", Options)]
    private static partial Regex Ruby();

    [GeneratedRegex(@"thread '[^'\n]{1,80}' panicked at ", Options)]
    private static partial Regex Rust();

    [GeneratedRegex(@"^Calls: [\w.]+( \S+)* -> |^Error in [\w.:]+\([^\n]{0,200}\) : |^<simpleError in ", Options)]
    private static partial Regex R();
}
