using System.Collections.Frozen;

namespace Phederation.Seccomp;

/// <summary>
/// Names and numbers of the syscalls of one ABI, up to Linux 6.19 (facts of the kernel's tables; later than any libseccomp knows).
/// </summary>
public sealed class SyscallTable
{
    private static readonly SyscallTable[] Tables = ReadAll();

    private readonly FrozenDictionary<string, uint> _numbers;
    private readonly FrozenDictionary<uint, string> _names;

    private SyscallTable(SyscallAbi abi, Dictionary<string, uint> numbers)
    {
        Abi = abi;
        _numbers = numbers.ToFrozenDictionary(StringComparer.Ordinal);
        // A number with two names (x32 keeps none; i386 has none today) would make recording ambiguous: let the constructor fail.
        _names = numbers.ToDictionary(pair => pair.Value, pair => pair.Key).ToFrozenDictionary();
        Names = [.. numbers.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>The calling convention that the numbers belong to.</summary>
    public SyscallAbi Abi { get; }

    /// <summary>Every name of this ABI, in ordinal order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The table of an ABI.</summary>
    public static SyscallTable For(SyscallAbi abi) => Tables[(int)abi];

    /// <summary>Whether any ABI has a call of this name.</summary>
    public static bool IsKnown(string name) => Tables.Any(table => table._numbers.ContainsKey(name));

    /// <summary>The call's number (x32 numbers without bit 30), or null where this ABI lacks it.</summary>
    public uint? NumberOf(string name) => _numbers.TryGetValue(name, out var number) ? number : null;

    /// <summary>The call's name, or null where the number is not assigned.</summary>
    public string? NameOf(uint number) => _names.GetValueOrDefault(number);

    /// <summary>The call's name, or <c>#NUMBER</c> where the number is not assigned: never an invented name.</summary>
    public string Describe(uint number) => NameOf(number) ?? $"#{number}";

    private static SyscallTable[] ReadAll()
    {
        var abis = Enum.GetValues<SyscallAbi>();
        var numbers = abis.Select(_ => new Dictionary<string, uint>(StringComparer.Ordinal)).ToArray();
        foreach (var row in FactTable.Read("syscalls", columns: 1 + abis.Length))
        {
            for (var abi = 0; abi < abis.Length; abi++)
            {
                if (row[1 + abi] != "-")
                {
                    numbers[abi].Add(row[0], uint.Parse(row[1 + abi]));
                }
            }
        }

        return [.. abis.Select(abi => new SyscallTable(abi, numbers[(int)abi]))];
    }
}
