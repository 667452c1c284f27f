using System.Text;

namespace Phederation.Images.Auditing.Secrets;

/// <summary>
/// Looks through the bytes of a file for credentials and for what makes a program a shell, in windows that overlap: what lies across
/// two of them is seen whole once, and a file of any size costs the same memory.
/// </summary>
internal sealed class ContentScanner
{
    /// <summary>The most bytes that can be added at once.</summary>
    public const int ChunkSize = 128 << 10;

    // The longest credential and what is looked at around it.
    private const int Ahead = 4096;
    private const int Behind = 256;
    private const int MostMatches = 50;
    private readonly char[] _window = new char[Behind + Ahead + ChunkSize];
    private readonly ShellSigns _shell = new();
    private List<SecretMatch>? _matches;
    private int _filled;
    private int _from;
    private int _line;
    private bool _isFirst;
    private bool _isElf;
    private bool _isScript;
    private bool _isText;

    /// <summary>Begins a file.</summary>
    public void Begin()
    {
        (_filled, _from, _line, _matches) = (0, 0, 1, null);
        (_isFirst, _isElf, _isScript, _isText) = (true, false, false, false);
        _shell.Reset();
    }

    /// <summary>Looks through the next bytes of the file.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (_isFirst && !bytes.IsEmpty)
        {
            _isFirst = false;
            _isElf = bytes.StartsWith("\x7f"u8) && bytes[1..].StartsWith("ELF"u8);
            _isScript = bytes.StartsWith("#!"u8);
            _isText = !bytes[..Math.Min(bytes.Length, 8192)].Contains((byte)0);
        }

        // Byte by byte: every credential is ASCII, and a binary file has no other text.
        Encoding.Latin1.GetChars(bytes, _window.AsSpan(_filled));
        _filled += bytes.Length;
        Scan(_filled - Ahead);
        Slide();
    }

    /// <summary>Ends the file.</summary>
    /// <param name="kept">The whole file, where a check reads it.</param>
    /// <returns>What was seen; null: nothing.</returns>
    public ContentFacts? End(byte[]? kept)
    {
        Scan(_filled);
        var shell = _isElf ? _shell.Found : null;
        return _matches is null && !_isElf && !_isScript && kept is null
            ? null
            : new ContentFacts
            {
                IsElf = _isElf,
                IsScript = _isScript,
                ShellSigns = shell,
                Secrets = _matches ?? (IReadOnlyList<SecretMatch>)[],
                Kept = kept,
            };
    }

    /// <summary>Whether a text, such as an environment variable, holds credentials.</summary>
    public static IReadOnlyList<SecretMatch> ScanText(string text)
    {
        var scanner = new ContentScanner();
        scanner.Begin();
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var offset = 0; offset < bytes.Length; offset += ChunkSize)
        {
            scanner.Add(bytes.AsSpan(offset, Math.Min(ChunkSize, bytes.Length - offset)));
        }

        return scanner.End(kept: null)?.Secrets ?? [];
    }

    private void Scan(int until)
    {
        if (until <= _from)
        {
            return;
        }

        var text = _window.AsSpan(0, _filled);
        for (var at = _from; Next(text, at, SecretPatterns.Anchors) is >= 0 and var found && found < until; at = found + 1)
        {
            Keep(SecretPatterns.At(text, found), found);
        }

        if (_isText)
        {
            for (var at = _from; Next(text, at, SecretPatterns.WordAnchors) is >= 0 and var found && found < until; at = found + 3)
            {
                Keep(SecretPatterns.Assignment(text, found), found);
            }
        }

        if (_isElf)
        {
            _shell.Look(text[_from..]);
        }

        _line += text[_from..until].Count('\n');
        _from = until;
    }

    private static int Next(ReadOnlySpan<char> text, int at, System.Buffers.SearchValues<string> anchors)
    {
        var found = at < text.Length ? text[at..].IndexOfAny(anchors) : -1;
        return found < 0 ? -1 : at + found;
    }

    private int LineAt(int at) => _isText ? _line + _window.AsSpan(_from, at - _from).Count('\n') : 0;

    private void Keep(SecretMatch? match, int at)
    {
        if (match is null || _matches?.Count >= MostMatches)
        {
            return;
        }

        match = match with { Line = LineAt(at) };
        if (_matches?.Contains(match) != true)
        {
            (_matches ??= []).Add(match);
        }
    }

    private void Slide()
    {
        var drop = Math.Max(0, _from - Behind);
        _window.AsSpan(drop, _filled - drop).CopyTo(_window);
        _filled -= drop;
        _from -= drop;
    }
}
