namespace Phederation.Seccomp;

/// <summary>The names by which files and engines know the ABIs.</summary>
public static class SyscallAbis
{
    /// <summary>The bit that marks a number of the x32 ABI (<c>__X32_SYSCALL_BIT</c>).</summary>
    public const uint X32Bit = 0x4000_0000;

    /// <summary>The name used in our files: <c>x86_64</c>, <c>i386</c>, <c>x32</c>, <c>aarch64</c>.</summary>
    public static string ToName(this SyscallAbi abi) =>
        abi switch
        {
            SyscallAbi.X8664 => "x86_64",
            SyscallAbi.I386 => "i386",
            SyscallAbi.X32 => "x32",
            _ => "aarch64",
        };

    /// <summary>The name used in seccomp profiles: <c>SCMP_ARCH_…</c>.</summary>
    public static string ToProfileName(this SyscallAbi abi) =>
        abi switch
        {
            SyscallAbi.X8664 => "SCMP_ARCH_X86_64",
            SyscallAbi.I386 => "SCMP_ARCH_X86",
            SyscallAbi.X32 => "SCMP_ARCH_X32",
            _ => "SCMP_ARCH_AARCH64",
        };

    /// <summary>The inverse of <see cref="ToName" />.</summary>
    public static bool TryParse(string name, out SyscallAbi abi) => TryFind(name, ToName, out abi);

    /// <summary>The inverse of <see cref="ToProfileName" />.</summary>
    public static bool TryParseProfileName(string name, out SyscallAbi abi) => TryFind(name, ToProfileName, out abi);

    private static bool TryFind(string name, Func<SyscallAbi, string> toName, out SyscallAbi abi)
    {
        foreach (var candidate in Enum.GetValues<SyscallAbi>())
        {
            if (toName(candidate) == name)
            {
                abi = candidate;
                return true;
            }
        }

        abi = default;
        return false;
    }
}
