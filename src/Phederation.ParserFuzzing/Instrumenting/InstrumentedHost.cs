using System.Security.Cryptography;
using System.Text;

namespace Phederation.ParserFuzzing.Instrumenting;

/// <summary>A copy of the child program's folder in which the parsers' assemblies are instrumented, and a dictionary of each target's constants.</summary>
internal sealed class InstrumentedHost
{
    private const string StampFile = "instrumented.stamp";
    private readonly string _dictionaries;

    private InstrumentedHost(string folder, string dictionaries, int blocks)
    {
        Folder = folder;
        _dictionaries = dictionaries;
        Blocks = blocks;
    }

    /// <summary>The copy.</summary>
    public string Folder { get; }

    /// <summary>How many basic blocks are counted.</summary>
    public int Blocks { get; }

    /// <summary>A target's constants, a dictionary in AFL's format.</summary>
    public string DictionaryOf(string target) => Path.Combine(_dictionaries, target + ".dict");

    /// <summary>Makes the copy, or takes the one that is there when it is of the same files.</summary>
    /// <param name="source">The folder of the child program.</param>
    /// <param name="program">Its assembly's file name.</param>
    /// <param name="folder">Takes the copy, in host/, and the dictionaries; what is there of an older one is replaced.</param>
    /// <param name="targets">Whose code is instrumented.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task<InstrumentedHost> PrepareAsync(
        string source,
        string program,
        string folder,
        IReadOnlyList<TargetDescription> targets,
        CancellationToken cancellationToken
    )
    {
        var (host, dictionaries) = (Path.Combine(folder, "host"), Path.Combine(folder, "dictionaries"));
        var stampFile = Path.Combine(host, StampFile);
        var stamp = StampOf(source, targets);
        if (
            File.Exists(stampFile)
            && (await File.ReadAllTextAsync(stampFile, cancellationToken)).Split(' ') is [var old, var count]
            && old == stamp
        )
        {
            return new InstrumentedHost(host, dictionaries, int.Parse(count));
        }

        foreach (var outdated in new[] { host, dictionaries }.Where(Directory.Exists))
        {
            Directory.Delete(outdated, recursive: true);
        }

        Directory.CreateDirectory(dictionaries);
        var blocks = Copy(source, program, host, dictionaries, targets, cancellationToken);
        await File.WriteAllTextAsync(stampFile, $"{stamp} {blocks}", cancellationToken);
        return new InstrumentedHost(host, dictionaries, blocks);
    }

    // The names and versions of assemblies stay, so the copy's deps.json stays true; what they refer to now (this assembly) is there already.
    private static int Copy(
        string source,
        string program,
        string host,
        string dictionaries,
        IReadOnlyList<TargetDescription> targets,
        CancellationToken cancellationToken
    )
    {
        var assemblies = targets.SelectMany(target => target.Code).Select(code => code.Assembly + ".dll").ToHashSet();
        var constants = new Dictionary<string, ILookup<string, byte[]>>();
        using var instrumenter = new AssemblyInstrumenter(source);
        var blocks = 0;

        // The program itself runs before the memory of the map is chosen: of it only what is a parser is counted.
        bool Counts(string name, string space) =>
            name != program
            || targets.SelectMany(target => target.Code).Any(code => code.Assembly + ".dll" == name && IsWithin(space, code.Namespace));

        foreach (var file in FilesOf(source))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var name = Path.GetRelativePath(source, file);
            var copy = Path.Combine(host, name);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            if (assemblies.Contains(name))
            {
                (var count, constants[Path.GetFileNameWithoutExtension(name)]) = instrumenter.Instrument(
                    file,
                    copy,
                    space => Counts(name, space)
                );
                blocks += count;
            }
            else if (!assemblies.Contains(Path.ChangeExtension(name, ".dll")) || Path.GetExtension(name) != ".pdb")
            {
                File.Copy(file, copy);
            }
        }

        foreach (var target in targets)
        {
            var tokens = target
                .Code.Where(code => constants.ContainsKey(code.Assembly))
                .SelectMany(code => constants[code.Assembly].Where(space => IsWithin(space.Key, code.Namespace)).SelectMany(space => space))
                .DistinctBy(Convert.ToHexString)
                .OrderBy(Convert.ToHexString, StringComparer.Ordinal);
            File.WriteAllText(Path.Combine(dictionaries, target.Name + ".dict"), AflDictionary.Print(tokens));
        }

        return blocks;
    }

    private static bool IsWithin(string name, string outer) => name == outer || name.StartsWith(outer + ".", StringComparison.Ordinal);

    private static IEnumerable<string> FilesOf(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    private static string StampOf(string source, IReadOnlyList<TargetDescription> targets)
    {
        var text = new StringBuilder(typeof(InstrumentedHost).Module.ModuleVersionId.ToString()).AppendJoin('\n', targets);
        foreach (var file in FilesOf(source).Select(path => new FileInfo(path)))
        {
            text.Append('\n').Append(file.FullName).Append(' ').Append(file.Length).Append(' ').Append(file.LastWriteTimeUtc.Ticks);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
