using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Phederation.Seccomp.Recording.Bpf;

/// <summary>bpf(2): <c>union bpf_attr</c> is written field by field at the offsets of linux/bpf.h.</summary>
internal static unsafe class BpfSystem
{
    private const int SyscallNumber = 321;
    private const int LongestName = 15;
    private const int LogLength = 1 << 18;
    private const int TracingProgram = 26;
    private const int RawTracepointAttach = 23;
    private const int NoPreallocation = 1;
    private const int MemoryMappable = 1 << 10;
    private const int NoSuchEntry = 2;

    private enum Command
    {
        MapCreate = 0,
        ProgramLoad = 5,
        ObjectInfo = 15,
        RawTracepointOpen = 17,
        BtfLoad = 18,
        MapLookupBatch = 24,
    }

    public static SafeFileHandle CreateMap(
        BpfMapKind kind,
        string name,
        int keyLength,
        int valueLength,
        int entries,
        SafeFileHandle? btf = null
    )
    {
        Span<byte> attributes = stackalloc byte[72];
        attributes.Clear();
        Put32(attributes, 0, (int)kind);
        Put32(attributes, 4, keyLength);
        Put32(attributes, 8, valueLength);
        Put32(attributes, 12, entries);
        Put32(
            attributes,
            16,
            kind switch
            {
                BpfMapKind.Array => MemoryMappable,
                BpfMapKind.TaskStorage => NoPreallocation,
                _ => 0,
            }
        );
        PutName(attributes[28..], name);
        if (btf is not null)
        {
            Put32(attributes, 48, Descriptor(btf));
            Put32(attributes, 52, MapBtf.KeyType);
            Put32(attributes, 56, MapBtf.ValueType);
        }

        return Open(Command.MapCreate, attributes);
    }

    public static SafeFileHandle LoadBtf(ReadOnlySpan<byte> btf)
    {
        Span<byte> attributes = stackalloc byte[32];
        attributes.Clear();
        fixed (byte* data = btf)
        {
            Put64(attributes, 0, (ulong)data);
            Put32(attributes, 16, btf.Length);
            return Open(Command.BtfLoad, attributes);
        }
    }

    /// <summary>Loads a program for a BTF tracepoint. The verifier's log is asked for only when it refuses.</summary>
    public static SafeFileHandle LoadProgram(string name, ReadOnlySpan<ulong> code, int tracepointType)
    {
        try
        {
            return LoadProgram(name, code, tracepointType, log: []);
        }
        catch (BpfException)
        {
            return LoadProgram(name, code, tracepointType, new byte[LogLength]);
        }
    }

    /// <summary>From now on, until the handle is closed, the program runs at its tracepoint.</summary>
    public static SafeFileHandle Attach(SafeFileHandle program)
    {
        Span<byte> attributes = stackalloc byte[16];
        attributes.Clear();
        Put32(attributes, 8, Descriptor(program));
        return Open(Command.RawTracepointOpen, attributes);
    }

    /// <summary>How often the kernel skipped the program (bpf_prog_info.recursion_misses).</summary>
    public static ulong RecursionMisses(SafeFileHandle program)
    {
        const int InfoLength = 216;
        Span<byte> info = stackalloc byte[InfoLength];
        Span<byte> attributes = stackalloc byte[16];
        info.Clear();
        attributes.Clear();
        fixed (byte* data = info)
        {
            Put32(attributes, 0, Descriptor(program));
            Put32(attributes, 4, InfoLength);
            Put64(attributes, 8, (ulong)data);
            Check(Call(Command.ObjectInfo, attributes), Command.ObjectInfo, "");
        }

        return BinaryPrimitives.ReadUInt64LittleEndian(info[208..]);
    }

    /// <summary>Reads a whole hash map: the buffers must have room for all its entries. Returns the number of entries.</summary>
    public static int ReadAll(SafeFileHandle map, Span<byte> keys, Span<byte> values, int capacity)
    {
        ulong position = 0;
        Span<byte> attributes = stackalloc byte[56];
        attributes.Clear();
        fixed (byte* keyData = keys)
        fixed (byte* valueData = values)
        {
            Put64(attributes, 8, (ulong)&position);
            Put64(attributes, 16, (ulong)keyData);
            Put64(attributes, 24, (ulong)valueData);
            Put32(attributes, 32, capacity);
            Put32(attributes, 36, Descriptor(map));
            var result = Call(Command.MapLookupBatch, attributes);

            // The end of the map is told by ENOENT; success would mean that more follows, which the buffers' size rules out.
            if (result < 0 && Marshal.GetLastPInvokeError() != NoSuchEntry)
            {
                Check(result, Command.MapLookupBatch, "");
            }
        }

        return BinaryPrimitives.ReadInt32LittleEndian(attributes[32..]);
    }

    public static int Descriptor(SafeFileHandle handle) => (int)handle.DangerousGetHandle();

    private static SafeFileHandle LoadProgram(string name, ReadOnlySpan<ulong> code, int tracepointType, byte[] log)
    {
        Span<byte> attributes = stackalloc byte[128];
        attributes.Clear();
        fixed (ulong* instructions = code)
        fixed (byte* licence = "GPL\0"u8)
        fixed (byte* logData = log)
        {
            Put32(attributes, 0, TracingProgram);
            Put32(attributes, 4, code.Length);
            Put64(attributes, 8, (ulong)instructions);
            Put64(attributes, 16, (ulong)licence);
            Put32(attributes, 24, log.Length == 0 ? 0 : 1);
            Put32(attributes, 28, log.Length);
            Put64(attributes, 32, (ulong)logData);
            PutName(attributes[48..], name);
            Put32(attributes, 68, RawTracepointAttach);
            Put32(attributes, 108, tracepointType);
            var result = Call(Command.ProgramLoad, attributes);
            var errno = Marshal.GetLastPInvokeError();
            return result >= 0
                ? new SafeFileHandle(result, ownsHandle: true)
                : throw new BpfException($"{Command.ProgramLoad} {name}", errno, Encoding.ASCII.GetString(log).TrimEnd('\0', '\n'));
        }
    }

    private static SafeFileHandle Open(Command command, Span<byte> attributes)
    {
        var result = Call(command, attributes);
        Check(result, command, "");
        return new SafeFileHandle(result, ownsHandle: true);
    }

    private static nint Call(Command command, Span<byte> attributes)
    {
        fixed (byte* data = attributes)
        {
            return NativeMethods.Syscall(SyscallNumber, (nint)command, data, attributes.Length);
        }
    }

    private static void Check(nint result, Command command, string log)
    {
        if (result < 0)
        {
            throw new BpfException(command.ToString(), Marshal.GetLastPInvokeError(), log);
        }
    }

    private static void Put32(Span<byte> attributes, int offset, int value) =>
        BinaryPrimitives.WriteInt32LittleEndian(attributes[offset..], value);

    private static void Put64(Span<byte> attributes, int offset, ulong value) =>
        BinaryPrimitives.WriteUInt64LittleEndian(attributes[offset..], value);

    private static void PutName(Span<byte> field, string name) =>
        Encoding.ASCII.GetBytes(name.AsSpan(0, Math.Min(name.Length, LongestName)), field);
}
