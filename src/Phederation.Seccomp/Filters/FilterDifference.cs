using Phederation.Seccomp.Profiles;

namespace Phederation.Seccomp.Filters;

/// <summary>A call that the kernel answers otherwise than the profile says.</summary>
/// <param name="Abi">The ABI of the call.</param>
/// <param name="Number">Its number.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Expected">What the profile says.</param>
/// <param name="Actual">What the kernel's filter does.</param>
public sealed record FilterDifference(
    SyscallAbi Abi,
    uint Number,
    IReadOnlyList<ulong> Arguments,
    SyscallVerdict Expected,
    SyscallVerdict Actual
)
{
    /// <inheritdoc />
    public override string ToString() =>
        $"{SyscallTable.For(Abi).Describe(Number)} ({Abi.ToName()}) with {string.Join(", ", Arguments.Select(one => $"0x{one:x}"))}: the profile says {Expected}, the kernel's filter {Actual}";
}
