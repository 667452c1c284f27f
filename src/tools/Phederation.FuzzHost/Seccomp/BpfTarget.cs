using Phederation.ParserFuzzing.Targets;
using Phederation.Seccomp;
using Phederation.Seccomp.Filters;

namespace Phederation.FuzzHost.Seccomp;

/// <summary>Filters as the kernel holds them, read and run for a call.</summary>
internal sealed class BpfTarget : IFuzzTarget
{
    private static readonly SeccompData Call = SeccompData.Of(SyscallAbi.X8664, 257, [1, 2, ulong.MaxValue, 4, 5, 6]);

    public string Name => "bpf-filter";

    public IReadOnlyList<Type> Code => [typeof(BpfProgram)];

    public void Run(byte[] input) => BpfProgram.Parse(input).Run(Call);

    public bool IsRefusal(Exception exception) => exception is InvalidDataException;
}
