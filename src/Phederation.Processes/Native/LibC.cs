using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Phederation.Processes.Native;

/// <summary>The few calls of the C library that .NET has no form of.</summary>
internal static unsafe partial class LibC
{
    public const int SignalKill = 9;
    public const int SignalTerminate = 15;
    public const int ErrorInterrupted = 4;

    // From <bits/waitflags.h> and <bits/types/idtype_t.h>.
    public const int WaitProcess = 1;
    public const int WaitNoHang = 1;
    public const int WaitExited = 4;
    public const int WaitNoWait = 0x01000000;

    // From <spawn.h>.
    public const short SpawnSetSignalDefaults = 0x04;
    public const short SpawnSetSignalMask = 0x08;
    public const short SpawnSetSession = 0x80;

    // From <asm-generic/fcntl.h>: the same on x86-64 and arm64.
    public const int OpenReadOnly = 0;
    public const int OpenAppend = 0x1 | 0x40 | 0x400;

    // FIONREAD of <asm-generic/ioctls.h>.
    public const uint ControlUnreadBytes = 0x541B;

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int processId, int signal);

    [LibraryImport("libc", EntryPoint = "waitid", SetLastError = true)]
    public static partial int WaitId(int idType, int id, byte* info, int options);

    [LibraryImport("libc", EntryPoint = "ioctl")]
    public static partial int Control(SafePipeHandle pipe, nuint request, int* result);

    [LibraryImport("libc", EntryPoint = "posix_spawn")]
    public static partial int Spawn(int* processId, byte* path, void* fileActions, void* attributes, byte** arguments, byte** environment);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    public static partial int FileActionsInit(void* fileActions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    public static partial int FileActionsDestroy(void* fileActions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addopen", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int FileActionsOpen(void* fileActions, int descriptor, string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_adddup2")]
    public static partial int FileActionsDuplicate(void* fileActions, int descriptor, int newDescriptor);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addclose")]
    public static partial int FileActionsClose(void* fileActions, int descriptor);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addchdir_np", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int FileActionsChangeFolder(void* fileActions, string path);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_init")]
    public static partial int AttributesInit(void* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_destroy")]
    public static partial int AttributesDestroy(void* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setflags")]
    public static partial int AttributesSetFlags(void* attributes, short flags);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigdefault")]
    public static partial int AttributesSetSignalDefaults(void* attributes, void* signals);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigmask")]
    public static partial int AttributesSetSignalMask(void* attributes, void* signals);

    [LibraryImport("libc", EntryPoint = "sigfillset")]
    public static partial int SignalsAll(void* signals);

    [LibraryImport("libc", EntryPoint = "sigemptyset")]
    public static partial int SignalsNone(void* signals);
}
