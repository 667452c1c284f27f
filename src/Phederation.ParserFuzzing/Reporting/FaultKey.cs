using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Phederation.ParserFuzzing.Campaigns;

namespace Phederation.ParserFuzzing.Reporting;

/// <summary>
/// What makes two faults the same one: the kind, the type of the exception and the innermost frames of our code, without what a compiler or a build changes
/// (line numbers, the numbers of lambdas, type arguments). Of a full stack it is the frames that repeat, in no order.
/// </summary>
internal sealed partial record FaultKey(FaultKind Kind, string Type, string Frames)
{
    private const int MaximumFrames = 3;

    /// <summary>A short name for files: 12 hexadecimal digits.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Kind}\n{Type}\n{Frames}")))[..12];

    /// <summary>The key of a fault.</summary>
    public static FaultKey Of(InputFault fault) =>
        fault.Kind switch
        {
            FaultKind.Exception => new FaultKey(
                fault.Kind,
                TypeOf(fault.Detail),
                string.Join(" < ", FramesOf(fault.Detail).Take(MaximumFrames))
            ),
            FaultKind.Death => new FaultKey(
                fault.Kind,
                fault.Detail.Contains("Stack overflow", StringComparison.Ordinal) ? "StackOverflow" : "Death",
                string.Join(" , ", Repeated(fault.Detail).Distinct().Order(StringComparer.Ordinal).Take(MaximumFrames))
            ),

            // Where it was can't be seen from outside.
            _ => new FaultKey(fault.Kind, fault.Kind.ToString(), ""),
        };

    /// <summary>One line for people.</summary>
    public override string ToString() => Frames.Length == 0 ? Type : $"{Type} at {Frames}";

    private static string TypeOf(string detail)
    {
        var end = detail.IndexOfAny([':', '\n', '\r']);
        return (end < 0 ? detail : detail[..end]).Trim();
    }

    // The stack of the exception itself is the last one: those of inner exceptions come before. Frames of the framework and of the
    // fuzzer are passed over, unless there are none else.
    private static IEnumerable<string> FramesOf(string detail)
    {
        var outer = detail.LastIndexOf("--- End of inner exception stack trace ---", StringComparison.Ordinal);
        var frames = Lines(outer < 0 ? detail : detail[outer..]);
        return OfOurs(frames);
    }

    private static List<string> OfOurs(List<string> frames) => frames.Where(IsOurs).ToList() is { Count: > 0 } ours ? ours : frames;

    private static bool IsOurs(string frame) =>
        !frame.StartsWith("System.", StringComparison.Ordinal)
        && !frame.StartsWith("Phederation.ParserFuzzing.Hosting.", StringComparison.Ordinal)
        && !frame.StartsWith("Phederation.ParserFuzzing.Targets.", StringComparison.Ordinal);

    // Between two lines of hyphens is what repeats.
    private static List<string> Repeated(string detail)
    {
        var start = detail.IndexOf("--------", StringComparison.Ordinal);
        return OfOurs(Lines(start < 0 ? detail : detail[start..]));
    }

    private static List<string> Lines(string text) =>
        [
            .. FrameLine()
                .Matches(text)
                .Select(match => LambdaNumber().Replace(match.Groups["name"].Value, "${mark}"))
                .Select(name => TypeArguments().Replace(name, "")),
        ];

    [GeneratedRegex(@"^\s*at (?<name>[^(\r\n]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FrameLine();

    [GeneratedRegex(@"(?<mark>__|\||DisplayClass)\d+(_\d+)?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LambdaNumber();

    [GeneratedRegex(@"`\d+|\[[^\]]*\]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TypeArguments();
}
