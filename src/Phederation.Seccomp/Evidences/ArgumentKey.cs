using Phederation.Seccomp.Recording;

namespace Phederation.Seccomp.Evidences;

/// <summary>What makes two argument records the same one; the values as text that sorts like the numbers.</summary>
internal readonly record struct ArgumentKey(bool ByRuntime, SyscallAbi Abi, uint Number, string Values)
{
    public static ArgumentKey Of(ArgumentRecord argument) =>
        new(argument.ByRuntime, argument.Abi, argument.Number, string.Join(' ', argument.Values.Select(value => value.ToString("x8"))));
}
