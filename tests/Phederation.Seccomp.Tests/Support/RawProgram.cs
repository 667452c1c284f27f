using System.Buffers.Binary;

namespace Phederation.Seccomp.Tests.Support;

/// <summary>
/// A static x86-64 program, written byte by byte, that makes the syscalls it is told and no others: neither a libc nor a loader adds any. At its end it writes
/// what each call answered to standard output (one write), and ends (one exit_group).
/// </summary>
internal sealed class RawProgram
{
    private const ulong LoadAddress = 0x40_0000;
    private const ulong Results = 0x80_0000;
    private const ulong Stack = 0x90_0000;
    private const int HeaderLength = 120;

    private readonly List<byte> _code = [];
    private int _results;

    public RawProgram() => Emit([0x49, 0xbf], Results); // mov r15, results

    /// <summary>A call by the syscall instruction; its answer is kept.</summary>
    public RawProgram Call(uint number, params ReadOnlySpan<ulong> arguments)
    {
        Load64(number, arguments);
        Emit(0x0f, 0x05);
        return Keep();
    }

    public RawProgram Call(string name, params ReadOnlySpan<ulong> arguments) =>
        Call(SyscallTable.For(SyscallAbi.X8664).NumberOf(name)!.Value, arguments);

    /// <summary>A call of the 32-bit ABI by int 0x80; its answer is kept.</summary>
    public RawProgram Call32(string name, params ReadOnlySpan<ulong> arguments)
    {
        byte[][] registers =
        [
            [0x48, 0xbb],
            [0x48, 0xb9],
            [0x48, 0xba],
            [0x48, 0xbe],
            [0x48, 0xbf],
        ]; // rbx rcx rdx rsi rdi
        Emit([0x48, 0xb8], SyscallTable.For(SyscallAbi.I386).NumberOf(name)!.Value);
        for (var index = 0; index < arguments.Length; index++)
        {
            Emit(registers[index], arguments[index]);
        }

        Emit(0xcd, 0x80);
        return Keep();
    }

    /// <summary>The same call many times; no answer is kept.</summary>
    public RawProgram Repeat(int times, string name, params ReadOnlySpan<ulong> arguments)
    {
        Emit([0x49, 0xbe], (ulong)times); // mov r14, times
        var start = _code.Count;
        Load64(SyscallTable.For(SyscallAbi.X8664).NumberOf(name)!.Value, arguments);
        Emit(0x0f, 0x05);
        Emit(0x49, 0xff, 0xce); // dec r14
        JumpBack(0x85, start); // jnz
        return this;
    }

    /// <summary>Forks; the child makes the given calls and ends, the parent goes on at once.</summary>
    public RawProgram Fork(Action<RawProgram> child)
    {
        Load64(57, []);
        Emit(0x0f, 0x05);
        Child(child, endsBy: "exit_group");
        return this;
    }

    /// <summary>Starts a thread that makes the given calls and ends; there can be one at a time, for they share a stack.</summary>
    public RawProgram Thread(Action<RawProgram> thread)
    {
        const ulong vmFilesSignalsThread = 0x5_0f00;
        Load64(56, [vmFilesSignalsThread, Stack, 0, 0, 0]);
        Emit(0x0f, 0x05);
        Child(thread, endsBy: "exit");
        return this;
    }

    /// <summary>Writes the program; it is executable.</summary>
    public void Save(string path)
    {
        File.WriteAllBytes(path, Image());
        File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
    }

    /// <summary>The answers in the order of the calls, of what the program wrote.</summary>
    public static long[] Answers(ReadOnlySpan<byte> output)
    {
        var answers = new long[output.Length / sizeof(long)];
        for (var index = 0; index < answers.Length; index++)
        {
            answers[index] = BinaryPrimitives.ReadInt64LittleEndian(output[(index * sizeof(long))..]);
        }

        return answers;
    }

    private byte[] Image()
    {
        var end = new RawProgram { _results = _results };
        end._code.Clear();
        end.Load64(1, [1, Results, (ulong)(_results * sizeof(long))]);
        end.Emit(0x0f, 0x05);
        end.Load64(231, [0]);
        end.Emit(0x0f, 0x05);
        byte[] code = [.. _code, .. end._code];
        var image = new byte[HeaderLength + code.Length];
        var span = image.AsSpan();
        // ELF header: 64-bit, little-endian, executable, x86-64, one program header right behind.
        new byte[] { 0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1 }.CopyTo(span);
        Put16(span, 16, 2);
        Put16(span, 18, 62);
        Put16(span, 20, 1);
        Put64(span, 24, LoadAddress + HeaderLength);
        Put64(span, 32, 64);
        Put16(span, 52, 64);
        Put16(span, 54, 56);
        Put16(span, 56, 1);
        // One segment, readable, writable, executable, reaching up to the results and the stack.
        Put16(span, 64, 1);
        Put16(span, 68, 7);
        Put64(span, 80, LoadAddress);
        Put64(span, 88, LoadAddress);
        Put64(span, 96, (ulong)image.Length);
        Put64(span, 104, Stack + 4096 - LoadAddress);
        Put64(span, 112, 4096);
        code.CopyTo(span[HeaderLength..]);
        return image;
    }

    private static void Put16(Span<byte> image, int at, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(image[at..], value);

    private static void Put64(Span<byte> image, int at, ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(image[at..], value);

    private void Child(Action<RawProgram> child, string endsBy)
    {
        var inner = new RawProgram();
        inner._code.Clear();
        child(inner);
        inner.Load64(SyscallTable.For(SyscallAbi.X8664).NumberOf(endsBy)!.Value, [0]);
        inner.Emit(0x0f, 0x05);
        Emit(0x48, 0x85, 0xc0); // test rax, rax
        Emit(0x0f, 0x85); // jnz behind the child
        _code.AddRange(BitConverter.GetBytes(inner._code.Count));
        _code.AddRange(inner._code);
    }

    private void Load64(uint number, ReadOnlySpan<ulong> arguments)
    {
        byte[][] registers =
        [
            [0x48, 0xbf],
            [0x48, 0xbe],
            [0x48, 0xba],
            [0x49, 0xba],
            [0x49, 0xb8],
            [0x49, 0xb9],
        ]; // rdi rsi rdx r10 r8 r9
        Emit([0x48, 0xb8], number);
        for (var index = 0; index < arguments.Length; index++)
        {
            Emit(registers[index], arguments[index]);
        }
    }

    private RawProgram Keep()
    {
        Emit(0x49, 0x89, 0x07); // mov [r15], rax
        Emit(0x49, 0x83, 0xc7, 0x08); // add r15, 8
        _results++;
        return this;
    }

    private void JumpBack(byte condition, int target)
    {
        Emit(0x0f, condition);
        _code.AddRange(BitConverter.GetBytes(target - (_code.Count + sizeof(int))));
    }

    private void Emit(params ReadOnlySpan<byte> bytes)
    {
        foreach (var one in bytes)
        {
            _code.Add(one);
        }
    }

    private void Emit(ReadOnlySpan<byte> operation, ulong value)
    {
        Emit(operation);
        _code.AddRange(BitConverter.GetBytes(value));
    }
}
