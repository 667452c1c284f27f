using System.Runtime.InteropServices;

namespace Phederation.Seccomp.Notification;

/// <summary>The kernel's interface of seccomp listeners, and the receipt of their descriptors (linux/seccomp.h, unix(7), cmsg(3)).</summary>
internal static unsafe partial class NotificationMethods
{
    public const nuint Receive = 0xC050_2100;
    public const nuint Send = 0xC018_2101;
    public const nuint SetFlags = 0x4008_2104;

    /// <summary>SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP (Linux 6.6): caller and listener take turns on one processor.</summary>
    public const nint SyncWakeUp = 1;

    public const short PollIn = 1;

    public const int NoEntry = 2;
    public const int Interrupted = 4;

    private const int Rights = 1;
    private const int SocketLevel = 1;
    private const int CloseOnExec = 0x4000_0000;
    private const int ControlCut = 8;
    private const int Header = 16;
    private const int MostDescriptors = 4;

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    public static partial int Control(int descriptor, nuint request, void* argument);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    public static partial int Control(int descriptor, nuint request, nint argument);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(ref PollEntry entry, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "close")]
    public static partial int Close(int descriptor);

    /// <summary>Reads from a socket, with the descriptors that came along.</summary>
    /// <param name="socket">A connected Unix socket.</param>
    /// <param name="bytes">Takes the bytes, of which nothing is made.</param>
    /// <param name="descriptors">Is given the descriptors; they are the caller's to close.</param>
    /// <returns>How many bytes there were; 0 at the end, less than 0 for an error.</returns>
    public static nint ReceiveDescriptors(int socket, Span<byte> bytes, List<int> descriptors)
    {
        var control = stackalloc byte[Header + sizeof(int) * MostDescriptors];
        fixed (byte* data = bytes)
        {
            var vector = new IoVector { Base = data, Length = (nuint)bytes.Length };
            var message = new MessageHeader
            {
                Vectors = &vector,
                VectorCount = 1,
                Control = control,
                ControlLength = Header + sizeof(int) * MostDescriptors,
            };
            var length = ReceiveMessage(socket, &message, CloseOnExec);
            if (length > 0 && message.ControlLength >= Header + sizeof(int))
            {
                var (size, level, type) = (*(nuint*)control, *(int*)(control + 8), *(int*)(control + 12));
                if (level == SocketLevel && type == Rights)
                {
                    for (nuint at = Header; at + sizeof(int) <= size; at += sizeof(int))
                    {
                        descriptors.Add(*(int*)(control + at));
                    }
                }
            }

            return (message.Flags & ControlCut) != 0 ? -1 : length;
        }
    }

    [LibraryImport("libc", EntryPoint = "recvmsg", SetLastError = true)]
    private static partial nint ReceiveMessage(int socket, MessageHeader* message, int flags);

    [StructLayout(LayoutKind.Sequential)]
    internal struct PollEntry
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct IoVector
    {
        public byte* Base;
        public nuint Length;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct MessageHeader
    {
        public void* Name;
        public uint NameLength;
        public IoVector* Vectors;
        public nuint VectorCount;
        public void* Control;
        public nuint ControlLength;
        public int Flags;
    }
}
