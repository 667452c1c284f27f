using System.Globalization;
using Phederation.Images.Dockerfiles.Instructions;

namespace Phederation.Images.Dockerfiles.Parsing;

/// <summary>Reads HEALTHCHECK.</summary>
internal static class HealthcheckReader
{
    public static HealthcheckInstruction Read(InstructionParts parts)
    {
        var words = WordSplitter.SplitPlain(parts.Arguments);
        var isNone = words[0].Raw.Equals("NONE", StringComparison.OrdinalIgnoreCase);
        if (!isNone && !words[0].Raw.Equals("CMD", StringComparison.OrdinalIgnoreCase))
        {
            throw words[0].Error("HEALTHCHECK takes CMD and a command, or NONE; put CMD before the command");
        }

        if (isNone && (words.Count > 1 || parts.Flags.Count > 0))
        {
            throw words[^1].Error("HEALTHCHECK NONE takes no arguments and no flags; remove them");
        }

        return new HealthcheckInstruction(parts)
        {
            Command = isNone ? null : ReadCommand(parts.Arguments, words),
            Interval = Time(parts, "interval"),
            Timeout = Time(parts, "timeout"),
            StartPeriod = Time(parts, "start-period"),
            StartInterval = Time(parts, "start-interval"),
            Retries = Retries(parts.Flag("retries")),
        };
    }

    private static DockerfileCommand ReadCommand(DockerfileText arguments, List<DockerfileText> words)
    {
        if (words.Count == 1)
        {
            throw words[0].Error("HEALTHCHECK CMD has no command; name it");
        }

        var start = arguments.Raw.Length - arguments.Raw.AsSpan(words[0].Raw.Length).TrimStart().Length;
        var command = CommandReader.ReadCommand(arguments.Slice(start, arguments.Raw.Length - start));
        return command.Arguments is [] ? throw command.Text.Error("HEALTHCHECK CMD has an empty array; name the program in it") : command;
    }

    private static TimeSpan? Time(InstructionParts parts, string flag) =>
        parts.Flag(flag) is not { } text ? null
        : GoDuration.TryParse(text.Raw) is not { } time ? throw text.Error($"'{text}' is no time; write it like 30s, 1m30s or 500ms")
        : time != TimeSpan.Zero && time < TimeSpan.FromMilliseconds(1)
            ? throw text.Error($"'{text}' is under 1ms, the least that an engine takes")
        : time;

    private static int? Retries(DockerfileText? text) =>
        text is null ? null
        : int.TryParse(text.Raw, NumberStyles.None, CultureInfo.InvariantCulture, out var retries) && retries > 0 ? retries
        : throw text.Error($"'{text}' is no number of retries; write a number from 1 on");
}
