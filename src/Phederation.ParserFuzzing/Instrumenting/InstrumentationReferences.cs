using Mono.Cecil;
using Phederation.ParserFuzzing.Hosting;

namespace Phederation.ParserFuzzing.Instrumenting;

/// <summary>What instrumented code refers to, imported into its module.</summary>
internal sealed class InstrumentationReferences(ModuleDefinition module)
{
    private readonly MethodReference _stringsEqual = Import(module, nameof(Comparisons.AreEqual), typeof(string));
    private readonly MethodReference _stringsDiffer = Import(module, nameof(Comparisons.AreDifferent), typeof(string));
    private readonly MethodReference _charactersEqual = Import(module, nameof(Comparisons.AreEqual), typeof(ReadOnlySpan<char>));
    private readonly MethodReference _bytesEqual = Import(module, nameof(Comparisons.AreEqual), typeof(ReadOnlySpan<byte>));

    /// <summary><see cref="Coverage.Map"/>.</summary>
    public FieldReference Map { get; } = module.ImportReference(typeof(Coverage).GetField(nameof(Coverage.Map)));

    /// <summary><see cref="Coverage.Previous"/>.</summary>
    public FieldReference Previous { get; } = module.ImportReference(typeof(Coverage).GetField(nameof(Coverage.Previous)));

    /// <summary>What takes a comparison's place, or null.</summary>
    public MethodReference? ComparisonFor(MethodReference called) =>
        called.DeclaringType.FullName switch
        {
            "System.String" when called is { HasThis: false, Parameters.Count: 2 } && TakesTwo(called, "System.String") =>
                called.Name switch
                {
                    "op_Equality" or "Equals" => _stringsEqual,
                    "op_Inequality" => _stringsDiffer,
                    _ => null,
                },
            "System.MemoryExtensions"
                when called is GenericInstanceMethod { Name: "SequenceEqual", Parameters.Count: 2, GenericArguments: [var element] }
                    && called.Parameters.All(parameter => parameter.ParameterType.Name == "ReadOnlySpan`1") => element.FullName switch
            {
                "System.Char" => _charactersEqual,
                "System.Byte" => _bytesEqual,
                _ => null,
            },
            _ => null,
        };

    private static bool TakesTwo(MethodReference called, string type) =>
        called.Parameters.All(parameter => parameter.ParameterType.FullName == type);

    private static MethodReference Import(ModuleDefinition module, string name, Type operand) =>
        module.ImportReference(typeof(Comparisons).GetMethod(name, [operand, operand]));
}
