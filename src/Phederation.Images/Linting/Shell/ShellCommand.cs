namespace Phederation.Images.Linting.Shell;

/// <summary>A simple command: a program and its arguments.</summary>
internal sealed class ShellCommand
{
    private static readonly string[] Wrappers = ["sudo", "env", "exec", "command", "time", "nice", "nohup", "xargs", "eval"];

    public ShellCommand(IReadOnlyList<ShellWord> words, int depth)
    {
        Words = words;
        Depth = depth;
        var index = 0;
        while (
            index < words.Count - 1 && (IsAssignment(words[index]) || words[index].IsRedirection || Wrappers.Contains(words[index].Value))
        )
        {
            index++;
            while (index < words.Count - 1 && index > 0 && Wrappers.Contains(words[index - 1].Value) && words[index].Value.StartsWith('-'))
            {
                index++;
            }
        }

        Program = words[index];
        Arguments = [.. words.Skip(index + 1)];
    }

    /// <summary>All words, with assignments and wrappers such as sudo before the program.</summary>
    public IReadOnlyList<ShellWord> Words { get; }

    /// <summary>How many subshells and substitutions are around it.</summary>
    public int Depth { get; }

    /// <summary>The program, behind assignments and wrappers.</summary>
    public ShellWord Program { get; }

    /// <summary>What comes after the program.</summary>
    public IReadOnlyList<ShellWord> Arguments { get; }

    /// <summary>The program without its folder.</summary>
    public string Name => Program.Value[(Program.Value.LastIndexOf('/') + 1)..];

    /// <summary>Whether it is one of these programs.</summary>
    public bool Is(params ReadOnlySpan<string> names) => names.Contains(Name);

    /// <summary>Whether an argument is one of these.</summary>
    public bool Has(params string[] options) => Arguments.Any(argument => options.Contains(argument.Value));

    /// <summary>Whether a short option is given, alone or among others: <c>-y</c>, <c>-qy</c>.</summary>
    public bool HasShort(char option) =>
        Arguments.Any(argument => argument.Value is ['-', not '-', ..] && argument.Value.Contains(option, StringComparison.Ordinal));

    /// <summary>The arguments that are neither options nor redirections.</summary>
    public IEnumerable<ShellWord> Operands =>
        Arguments.Where((argument, index) => !argument.Value.StartsWith('-') && !argument.IsRedirection && !FollowsRedirection(index));

    private bool FollowsRedirection(int index) =>
        index > 0
        && Arguments[index - 1] is { IsRedirection: true } before
        && before.Raw.TrimEnd('<', '>', '|').TrimEnd('0', '1', '2', '&').Length == 0;

    private static bool IsAssignment(ShellWord word)
    {
        var equals = word.Raw.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && word.Raw.AsSpan(0, equals).IndexOfAnyExcept(NameCharacters) < 0 && !char.IsAsciiDigit(word.Raw[0]);
    }

    private static readonly System.Buffers.SearchValues<char> NameCharacters = System.Buffers.SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_"
    );
}
