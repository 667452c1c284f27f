namespace Phederation.Seccomp.Filters;

/// <summary>One instruction of a classic BPF program (<c>struct sock_filter</c> of linux/filter.h).</summary>
/// <param name="Code">What it does.</param>
/// <param name="Jt">How many instructions are skipped where a condition holds.</param>
/// <param name="Jf">How many are skipped where it doesn't.</param>
/// <param name="K">Its operand.</param>
public readonly record struct BpfInstruction(ushort Code, byte Jt, byte Jf, uint K)
{
    /// <summary>Its size in a program, in bytes.</summary>
    public const int Size = 8;

    /// <summary>The class: the low three bits of the code.</summary>
    internal int Class => Code & 0x07;

    /// <summary>The operation of arithmetic and jumps.</summary>
    internal int Operation => Code & 0xf0;

    /// <summary>Whether the second operand is the index register, not <see cref="K" />.</summary>
    internal bool UsesIndex => (Code & 0x08) != 0;
}
