using System.Runtime.InteropServices;

namespace Phederation.Seccomp.Notification;

/// <summary>What becomes of a waiting call: <c>struct seccomp_notif_resp</c> of linux/seccomp.h, 24 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SeccompAnswer
{
    /// <summary>SECCOMP_USER_NOTIF_FLAG_CONTINUE: the kernel carries the call out as it stands.</summary>
    public const uint Continue = 1;

    public ulong Id;
    public long Value;
    public int Error;
    public uint Flags;
}
