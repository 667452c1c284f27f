using System.Buffers;

namespace Phederation.Images.Auditing.Secrets;

/// <summary>
/// Tells shells by what every shell of POSIX must have in it (the names of variables and built-in commands that its standard
/// prescribes) and by the words that many-in-one programs say of themselves.
/// </summary>
internal sealed class ShellSigns
{
    private static readonly string[] Posix = ["PS4", "OPTIND", "getopts"];
    private static readonly string[] ManyInOne = ["BusyBox v", "toybox "];
    private static readonly SearchValues<string> All = SearchValues.Create([.. Posix, .. ManyInOne], StringComparison.Ordinal);
    private readonly bool[] _seen = new bool[Posix.Length];
    private string? _manyInOne;

    /// <summary>What was found, in words; null: no shell.</summary>
    public string? Found => _manyInOne ?? (_seen.All(seen => seen) ? "the variables and commands of a POSIX shell" : null);

    /// <summary>Begins a file.</summary>
    public void Reset()
    {
        Array.Clear(_seen);
        _manyInOne = null;
    }

    /// <summary>Looks through a part of a program.</summary>
    public void Look(ReadOnlySpan<char> text)
    {
        while (text.IndexOfAny(All) is >= 0 and var at)
        {
            text = text[at..];
            for (var index = 0; index < Posix.Length; index++)
            {
                _seen[index] |= text.StartsWith(Posix[index]);
            }

            foreach (var name in ManyInOne)
            {
                _manyInOne ??= text.StartsWith(name) ? $"the name of {name.Split(' ')[0]}" : null;
            }

            text = text[1..];
        }
    }
}
