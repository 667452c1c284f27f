using System.Text.RegularExpressions;
using Phederation.Text;
using Phederation.Workloads.Transcripts;

namespace Phederation.Workloads.Reading;

/// <summary>Reads of single values with their bounds, each with a located error.</summary>
internal static class TomlBounds
{
    private static readonly string[] Signals =
    [
        "SIGHUP",
        "SIGINT",
        "SIGQUIT",
        "SIGTERM",
        "SIGUSR1",
        "SIGUSR2",
        "SIGWINCH",
        "SIGALRM",
        "SIGPIPE",
        "SIGCHLD",
        "SIGCONT",
        "SIGURG",
    ];

    /// <summary>A whole number between two bounds.</summary>
    public static int Count(TomlTable table, string key, int whenAbsent, int least, int most)
    {
        var value = table.OptionalInteger(key) ?? whenAbsent;
        return value >= least && value <= most
            ? (int)value
            : throw table.Error(key, $"{key} is {value}; it must be between {least} and {most}");
    }

    /// <summary>A whole number of seconds, as a duration.</summary>
    public static TimeSpan Seconds(TomlTable table, string key, int whenAbsent, int least, int most) =>
        TimeSpan.FromSeconds(Count(table, key, whenAbsent, least, most));

    /// <summary>A pattern that matches in linear time.</summary>
    public static Regex Pattern(TomlTable table, string key, string pattern)
    {
        try
        {
            return new Regex(pattern, NormaliserRule.Options);
        }
        catch (RegexParseException exception)
        {
            throw table.Error(key, $"'{pattern}' is not a regular expression: {exception.Message}");
        }
        catch (NotSupportedException)
        {
            throw table.Error(key, $"'{pattern}' uses look-around, a back-reference or an atomic group; write it without");
        }
    }

    /// <summary>Patterns of a list; empty when it is absent.</summary>
    public static IReadOnlyList<Regex> Patterns(TomlTable table, string key) =>
        [.. table.OptionalStrings(key).Select(pattern => Pattern(table, key, pattern))];

    /// <summary>A signal's name with its SIG prefix, written with or without it.</summary>
    public static string Signal(TomlTable table, string key, string text)
    {
        var name = text.StartsWith("SIG", StringComparison.Ordinal) ? text : "SIG" + text;
        return Signals.Contains(name)
            ? name
            : throw table.Error(key, $"unknown signal '{text}'; known are {string.Join(", ", Signals)} (a crash is a step of kind kill)");
    }

    /// <summary>A program with its arguments: not empty, and bounded.</summary>
    public static IReadOnlyList<string> Argv(TomlTable table, string key)
    {
        var argv = table.Strings(key);
        return argv.Count is > 0 and <= 256 && argv[0].Length > 0
            ? argv
            : throw table.Error(key, $"{key} needs a program and at most 255 arguments");
    }

    /// <summary>A table of strings; empty when it is absent.</summary>
    public static IReadOnlyDictionary<string, string> Map(TomlTable table, string key) =>
        table.OptionalTable(key) is { } map
            ? map.Keys.ToDictionary(name => name, map.String, StringComparer.Ordinal)
            : new Dictionary<string, string>();
}
