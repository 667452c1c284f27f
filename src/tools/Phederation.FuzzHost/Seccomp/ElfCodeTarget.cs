using Phederation.MachineCode;
using Phederation.ParserFuzzing.Targets;

namespace Phederation.FuzzHost.Seccomp;

/// <summary>The machine code of a program of unknown origin, and what calls it can make.</summary>
internal sealed class ElfCodeTarget : IFuzzTarget
{
    public string Name => "elf-code";

    public IReadOnlyList<Type> Code => [typeof(ElfCode)];

    public void Run(byte[] input)
    {
        if (ElfCode.Read("/fuzzed/libc.so.6", input) is { } code)
        {
            StaticBound.Of([code]);
            foreach (var start in code.Functions.Take(8))
            {
                code.Function(start);
                code.FunctionAt(start + 1);
            }
        }
    }

    public bool IsRefusal(Exception exception) => exception is InvalidDataException;
}
