using System.Text;

namespace Phederation.Processes;

/// <summary>Commands and output as people read them in messages.</summary>
internal static class CommandText
{
    private const int TailLength = 4096;
    private const int CommandLength = 2048;

    /// <summary>A command; arguments that a shell would split or change are quoted.</summary>
    public static string Of(string program, IReadOnlyList<string> arguments)
    {
        var text = new StringBuilder(Quote(program));
        foreach (var argument in arguments)
        {
            text.Append(' ').Append(Quote(argument));
        }

        return text.ToString();
    }

    /// <summary>The beginning of a command that is too long for a message.</summary>
    public static string Shorten(string command) => command.Length <= CommandLength ? command : $"{command[..CommandLength]}…";

    /// <summary>The end of an output, from the start of a line where it is cut.</summary>
    public static string Tail(string output)
    {
        var text = output.TrimEnd();
        if (text.Length <= TailLength)
        {
            return text;
        }

        var cut = text[^TailLength..];
        var line = cut.IndexOf('\n', StringComparison.Ordinal);
        return $"…{(line >= 0 && line < TailLength / 2 ? cut[(line + 1)..] : cut)}";
    }

    /// <summary>The last bytes of a file as text; empty where there is none.</summary>
    public static string EndOfFile(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            file.Seek(-Math.Min(file.Length, 4L * TailLength), SeekOrigin.End);

            // No further than what was there: a busy log may grow faster than it is read.
            var end = new byte[4 * TailLength];
            return Encoding.UTF8.GetString(end, 0, file.ReadAtLeast(end, end.Length, throwOnEndOfStream: false));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <summary>An exit code in words.</summary>
    public static string OfExit(int exitCode) =>
        exitCode is > 128 and <= 128 + 64 && !OperatingSystem.IsWindows()
            ? $"exit code {exitCode} (signal {exitCode - 128})"
            : $"exit code {exitCode}";

    private static string Quote(string argument) =>
        argument.Length > 0 && argument.All(IsPlain)
            ? argument
            : $"'{argument.Replace("'", @"'\''", StringComparison.Ordinal).ReplaceLineEndings(@"\n")}'";

    private static bool IsPlain(char character) =>
        char.IsAsciiLetterOrDigit(character) || "-_./:=@%+,".Contains(character, StringComparison.Ordinal);
}
