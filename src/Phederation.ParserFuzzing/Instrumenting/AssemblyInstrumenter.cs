using Mono.Cecil;
using Mono.Cecil.Rocks;

namespace Phederation.ParserFuzzing.Instrumenting;

/// <summary>Writes instrumented copies of assemblies.</summary>
internal sealed class AssemblyInstrumenter : IDisposable
{
    private readonly DefaultAssemblyResolver _resolver = new();

    /// <param name="folder">Where the assemblies that are referred to are, besides the frameworks of this process.</param>
    public AssemblyInstrumenter(string folder)
    {
        _resolver.AddSearchDirectory(folder);
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        _resolver.AddSearchDirectory(runtime);

        // The frameworks stand side by side: shared/NAME/VERSION.
        var web = Path.Combine(runtime, "..", "..", "Microsoft.AspNetCore.App", Path.GetFileName(runtime));
        if (Directory.Exists(web))
        {
            _resolver.AddSearchDirectory(web);
        }
    }

    /// <summary>Instruments one assembly.</summary>
    /// <param name="source">The assembly.</param>
    /// <param name="target">Takes the copy.</param>
    /// <param name="counts">Whether the code of a namespace is counted.</param>
    /// <returns>How many blocks it has, and its constants by namespace.</returns>
    /// <exception cref="BadImageFormatException">It is no managed assembly.</exception>
    public (int Blocks, ILookup<string, byte[]> Constants) Instrument(string source, string target, Func<string, bool> counts)
    {
        // Read without its symbols: they would tell of other places in the code. The runtime doesn't check strong names; the name stays.
        using var module = ModuleDefinition.ReadModule(source, new ReaderParameters { AssemblyResolver = _resolver, InMemory = true });
        var types = module.GetAllTypes().ToList();
        var constants = types
            .SelectMany(type => ConstantHarvest.Of(type).Select(constant => (Namespace: NamespaceOf(type), constant)))
            .ToLookup(pair => pair.Namespace, pair => pair.constant);
        var methods = new MethodInstrumenter(new InstrumentationReferences(module));
        var blocks = types
            .Where(type => counts(NamespaceOf(type)))
            .SelectMany(type => type.Methods)
            .Where(IsInstrumented)
            .Sum(methods.Instrument);
        module.Attributes &= ~ModuleAttributes.StrongNameSigned;
        module.Write(target);
        return (blocks, constants);
    }

    public void Dispose() => _resolver.Dispose();

    // Static constructors run once in a process: their edges would make the first input look special.
    private static bool IsInstrumented(MethodDefinition method) =>
        method is { HasBody: true, Body.Instructions.Count: > 0 } and not { IsConstructor: true, IsStatic: true };

    private static string NamespaceOf(TypeDefinition type) => type.DeclaringType is { } outer ? NamespaceOf(outer) : type.Namespace;
}
