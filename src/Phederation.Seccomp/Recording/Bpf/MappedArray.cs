using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Phederation.Seccomp.Recording.Bpf;

/// <summary>An array map as memory shared with the kernel.</summary>
internal sealed unsafe class MappedArray : IDisposable
{
    private readonly int _length;
    private nint _address;

    public MappedArray(SafeFileHandle map, int length)
    {
        _length = length;
        _address = NativeMethods.MapMemory(0, (nuint)length, NativeMethods.ProtectionReadWrite, NativeMethods.MapShared, map, 0);
        if (_address == -1)
        {
            throw new BpfException("mmap of a map", Marshal.GetLastPInvokeError(), "");
        }
    }

    public Span<byte> Bytes
    {
        get
        {
            ObjectDisposedException.ThrowIf(_address == 0, this);
            return new Span<byte>((void*)_address, _length);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (_address != 0)
        {
            _ = NativeMethods.UnmapMemory(_address, (nuint)_length);
            _address = 0;
        }
    }
}
