using System.Text;
using Phederation.Seccomp;

namespace Phederation.MachineCode;

/// <summary>
/// Which calls the machine code of an image can make at most, as far as it shows: every place that asks the kernel, with the number that is loaded before
/// it. Of the C library only the functions count that some file of the image names, and what those lead to; of all others everything does.
/// </summary>
public sealed class StaticBound
{
    private readonly SortedDictionary<string, SortedSet<string>> _calls = new(StringComparer.Ordinal);

    private StaticBound() { }

    /// <summary>The calls by name, each with the paths of the files whose code makes it.</summary>
    public IReadOnlyDictionary<string, SortedSet<string>> Calls => _calls;

    /// <summary>Places whose number is computed, by file: they may make any call.</summary>
    public SortedDictionary<string, int> Computed { get; } = new(StringComparer.Ordinal);

    /// <summary>How many files with code there are.</summary>
    public int Files { get; private set; }

    /// <summary>Looks through the files of an image.</summary>
    /// <param name="files">Its ELF files.</param>
    public static StaticBound Of(IReadOnlyList<ElfCode> files)
    {
        var bound = new StaticBound { Files = files.Count };
        var libraries = files.Where(file => file.IsLibc && file.Functions.Count > 0).ToList();
        var offered = libraries.SelectMany(library => library.Exports.Keys).ToHashSet(StringComparer.Ordinal);
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in files.Except(libraries))
        {
            named.UnionWith(file.Imports.Where(offered.Contains));
            named.UnionWith(Words(file.Bytes, offered));
            foreach (var (address, code) in file.Code)
            {
                bound.Add(file, CodeScan.Of(code, address));
            }
        }

        foreach (var library in libraries)
        {
            foreach (var function in Reached(library, named))
            {
                bound.Add(library, CodeScan.Of(library.Function(function), function), isLibrary: true);
            }
        }

        return bound;
    }

    private void Add(ElfCode file, CodeScan scan, bool isLibrary = false)
    {
        foreach (var number in scan.Numbers)
        {
            Add(file, number);
        }

        // What is handed to syscall(2): the library's own place for it is computed.
        var gates = isLibrary ? [] : Gates(file, scan);
        foreach (var (_, number) in scan.FirstArguments.Where(one => gates.Contains(one.Function)))
        {
            Add(file, number);
        }

        if (scan.Computed > 0)
        {
            Computed[file.Path] = Computed.GetValueOrDefault(file.Path) + scan.Computed;
        }
    }

    /// <summary>The addresses by which a file calls syscall(2): where its address is kept, and the small jumps through that.</summary>
    private static HashSet<ulong> Gates(ElfCode file, CodeScan scan)
    {
        // A jump through the table may begin with endbr64, 4 bytes before.
        const ulong landing = 4;
        var gates = new HashSet<ulong>(file.Generic);
        foreach (var (at, _) in scan.Through.Where(jump => file.Generic.Contains(jump.Kept)))
        {
            gates.Add(at);
            gates.Add(at - landing);
        }

        return gates;
    }

    private void Add(ElfCode file, uint number)
    {
        if (SyscallTable.For(SyscallAbi.X8664).NameOf(number) is { } name)
        {
            if (!_calls.TryGetValue(name, out var paths))
            {
                _calls.Add(name, paths = new SortedSet<string>(StringComparer.Ordinal));
            }

            paths.Add(file.Path);
        }
    }

    /// <summary>The functions that the named ones lead to, and those that the library's own data points to.</summary>
    private static HashSet<ulong> Reached(ElfCode library, HashSet<string> named)
    {
        var open = new Stack<ulong>(library.Taken);
        foreach (var name in named)
        {
            if (library.Exports.TryGetValue(name, out var address))
            {
                open.Push(address);
            }
        }

        var reached = new HashSet<ulong>();
        while (open.TryPop(out var address))
        {
            if (library.FunctionAt(address) is { } function && reached.Add(function))
            {
                foreach (var target in CodeScan.Of(library.Function(function), function).Targets)
                {
                    open.Push(target);
                }
            }
        }

        return reached;
    }

    /// <summary>The words of a file that are among the wanted: names that a program looks up by itself at run time.</summary>
    private static IEnumerable<string> Words(ReadOnlySpan<byte> file, HashSet<string> wanted)
    {
        const int longest = 64;
        var found = new HashSet<string>(StringComparer.Ordinal);
        for (var at = 0; at < file.Length; )
        {
            var length = file[at..].IndexOf((byte)0);
            length = length < 0 ? file.Length - at : length;
            if (length is > 1 and <= longest && Encoding.ASCII.GetString(file.Slice(at, length)) is var word && wanted.Contains(word))
            {
                found.Add(word);
            }

            at += length + 1;
        }

        return found;
    }
}
