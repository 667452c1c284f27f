using System.Buffers.Binary;

namespace Phederation.Seccomp.Recording.Bpf;

/// <summary>Reads the recorder's maps: the counters through shared memory, the rest with one call per map.</summary>
internal sealed class RecorderReader : IDisposable
{
    private const int RuntimeBit = 1 << 8;
    private const int WitnessTries = 1000;

    private readonly MappedArray _calls;
    private readonly MappedArray _serving;
    private readonly MappedArray _losses;
    private readonly HashReader _unassigned;
    private readonly HashReader _arguments;
    private readonly HashReader _denials;

    public RecorderReader(RecorderMaps maps, EbpfRecorderOptions options)
    {
        _calls = new MappedArray(maps.Calls, CallSlots.Length * CallSlots.Total);
        _serving = new MappedArray(maps.Serving, sizeof(ulong) * CallSlots.PerBank);
        _losses = new MappedArray(maps.Losses, sizeof(ulong) * Enum.GetValues<Loss>().Length);
        _unassigned = new HashReader(maps.Unassigned, RecorderMaps.CallKeyLength, options.UnassignedCapacity);
        _arguments = new HashReader(maps.Arguments, RecorderMaps.ArgumentKeyLength, options.ArgumentCapacity);
        _denials = new HashReader(maps.Denials, RecorderMaps.DenialKeyLength, options.DenialCapacity);
    }

    /// <summary>Sets the masks of the calls whose arguments are recorded.</summary>
    public void SelectArguments()
    {
        foreach (var name in ArgumentSelection.Names)
        {
            foreach (var abi in new[] { SyscallAbi.X8664, SyscallAbi.I386, SyscallAbi.X32 })
            {
                if (SyscallTable.For(abi).NumberOf(name) is { } number)
                {
                    SelectArguments(CallSlots.IndexOf(byRuntime: false, abi, number), name);
                    SelectArguments(CallSlots.IndexOf(byRuntime: true, abi, number), name);
                }
            }
        }
    }

    public RecorderSnapshot Read(ulong missed) =>
        new(
            [.. ReadCalls().OrderBy(call => (call.ByRuntime, call.Abi, call.Number))],
            [
                .. ReadArguments()
                    .OrderBy(argument => (argument.ByRuntime, argument.Abi, argument.Number))
                    .ThenBy(ValuesAsKey, StringComparer.Ordinal),
            ],
            [.. ReadDenials().OrderBy(denial => (denial.Abi, denial.Number, denial.Errno))],
            new RecorderLosses(ReadLoss(Loss.Tasks), ReadLoss(Loss.Calls), ReadLoss(Loss.Arguments), ReadLoss(Loss.Denials), missed)
        );

    /// <inheritdoc />
    public void Dispose()
    {
        _calls.Dispose();
        _serving.Dispose();
        _losses.Dispose();
    }

    private static string ValuesAsKey(ArgumentRecord argument) => string.Join(' ', argument.Values.Select(value => value.ToString("x8")));

    private void SelectArguments(int index, string name)
    {
        var slot = Slot(index);
        BinaryPrimitives.WriteUInt32LittleEndian(slot[CallSlots.HasMasks..], 1);
        foreach (var argument in ArgumentSelection.IndexesOf(name))
        {
            BinaryPrimitives.WriteUInt32LittleEndian(slot[(CallSlots.Masks + (argument * sizeof(uint)))..], uint.MaxValue);
        }
    }

    private List<SyscallRecord> ReadCalls()
    {
        var calls = new List<SyscallRecord>();
        for (var index = 0; index < CallSlots.Total; index++)
        {
            if (Tally.ReadCount(Slot(index)) > 0)
            {
                var (byRuntime, abi, number) = CallSlots.At(index);
                calls.Add(
                    new SyscallRecord(abi, number, byRuntime, Tally.ReadCount(Slot(index)), ReadFirst(index))
                    {
                        Serving = byRuntime ? 0 : ReadServing(index),
                    }
                );
            }
        }

        _unassigned.Read(
            (key, tally) =>
                calls.Add(new SyscallRecord(AbiOf(key), NumberOf(key), IsRuntime(key), Tally.ReadCount(tally), Tally.ReadWitness(tally)))
        );
        return calls;
    }

    /// <summary>A call is counted before its witness is written: the writer needs some hundred nanoseconds more.</summary>
    private CallWitness ReadFirst(int index)
    {
        for (var left = WitnessTries; left > 0 && BinaryPrimitives.ReadUInt32LittleEndian(Slot(index)[Tally.Ready..]) == 0; left--)
        {
            Thread.SpinWait(20);
        }

        return Tally.ReadWitness(Slot(index));
    }

    private List<ArgumentRecord> ReadArguments()
    {
        var arguments = new List<ArgumentRecord>();
        _arguments.Read(
            (key, tally) =>
            {
                var (abi, number) = (AbiOf(key), NumberOf(key));
                var values = new List<uint>(capacity: CallSlots.Arguments);
                foreach (var index in ArgumentSelection.IndexesOf(SyscallTable.For(abi).Describe(number)))
                {
                    values.Add(BinaryPrimitives.ReadUInt32LittleEndian(key[(8 + (index * sizeof(uint)))..]));
                }

                arguments.Add(new ArgumentRecord(abi, number, IsRuntime(key), values, Tally.ReadCount(tally), Tally.ReadWitness(tally)));
            }
        );
        return arguments;
    }

    /// <summary>Whether the runtime or the program was denied is told by the witness; the record joins both.</summary>
    private List<DenialRecord> ReadDenials()
    {
        var denials = new List<DenialRecord>();
        _denials.Read(
            (key, tally) =>
                denials.Add(
                    new DenialRecord(
                        AbiOf(key),
                        NumberOf(key),
                        BinaryPrimitives.ReadInt32LittleEndian(key[8..]),
                        Tally.ReadCount(tally),
                        Tally.ReadWitness(tally)
                    )
                )
        );
        return
        [
            .. denials
                .GroupBy(denial => (denial.Abi, denial.Number, denial.Errno))
                .Select(group =>
                    group.MinBy(denial => denial.First.Nanoseconds)! with
                    {
                        Count = group.Aggregate(0UL, (sum, denial) => sum + denial.Count),
                    }
                ),
        ];
    }

    private ulong ReadServing(int index) => BinaryPrimitives.ReadUInt64LittleEndian(_serving.Bytes[(index * sizeof(ulong))..]);

    private Span<byte> Slot(int index) => _calls.Bytes.Slice(index * CallSlots.Length, CallSlots.Length);

    private ulong ReadLoss(Loss loss) => BinaryPrimitives.ReadUInt64LittleEndian(_losses.Bytes[((int)loss * sizeof(ulong))..]);

    private static SyscallAbi AbiOf(ReadOnlySpan<byte> key) => (SyscallAbi)key[0];

    private static bool IsRuntime(ReadOnlySpan<byte> key) => (BinaryPrimitives.ReadInt32LittleEndian(key) & RuntimeBit) != 0;

    private static uint NumberOf(ReadOnlySpan<byte> key) => BinaryPrimitives.ReadUInt32LittleEndian(key[4..]);
}
