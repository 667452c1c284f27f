using System.Collections;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Phederation.Processes.Native;

/// <summary>
/// Starts a program in a session of its own whose output goes straight to a file: it holds nothing of this process, so neither the
/// end of this process nor a reader of this process's output is tied to it. Source: posix_spawn(3).
/// </summary>
internal static unsafe class Spawner
{
    // The C library's opaque structures are 80, 336 and 128 bytes (glibc, 64 bits); there is room for others.
    private const int OpaqueSize = 1024;
    private const int LogMode = 0b110_100_000;

    /// <exception cref="ProcessFailedException">The program could not be started.</exception>
    public static ProcessIdentity Start(ProcessRequest request, string logFile)
    {
        var path = StartTarget.Resolve(request);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(logFile))!);
        using var arguments = new NativeStrings([request.Program, .. request.Arguments]);
        using var environment = new NativeStrings(Environment(request));
        using var program = new NativeStrings([path]);
        var actions = stackalloc byte[OpaqueSize];
        var attributes = stackalloc byte[OpaqueSize];
        Check(LibC.FileActionsInit(actions), request, path);
        Check(LibC.AttributesInit(attributes), request, path);
        try
        {
            SetFiles(actions, request, path, Path.GetFullPath(logFile));
            SetSession(attributes, request, path);
            int id;
            Check(LibC.Spawn(&id, program.Pointer[0], actions, attributes, arguments.Pointer, environment.Pointer), request, path);

            // It can't be gone: an ended child stays until it is waited for.
            var start =
                ProcessStat.Read(id)?.StartTicks ?? throw new InvalidOperationException("/proc does not show a child of this process.");
            return new ProcessIdentity(id, start);
        }
        finally
        {
            _ = LibC.FileActionsDestroy(actions);
            _ = LibC.AttributesDestroy(attributes);
        }
    }

    private static void SetFiles(void* actions, ProcessRequest request, string path, string logFile)
    {
        if (request.WorkingDirectory is { } folder)
        {
            Check(LibC.FileActionsChangeFolder(actions, Path.GetFullPath(folder)), request, path);
        }

        Check(LibC.FileActionsOpen(actions, 0, "/dev/null", LibC.OpenReadOnly, 0), request, path);
        Check(LibC.FileActionsOpen(actions, 1, logFile, LibC.OpenAppend, LogMode), request, path);
        Check(LibC.FileActionsDuplicate(actions, 1, 2), request, path);

        // What this process inherited from its own parent is not closed on exec by itself.
        foreach (var entry in Directory.EnumerateFileSystemEntries("/proc/self/fd"))
        {
            if (int.Parse(Path.GetFileName(entry), CultureInfo.InvariantCulture) is > 2 and var descriptor)
            {
                Check(LibC.FileActionsClose(actions, descriptor), request, path);
            }
        }
    }

    private static void SetSession(void* attributes, ProcessRequest request, string path)
    {
        // The runtime ignores SIGPIPE and may block signals in its threads: a server has to begin as from a shell.
        var signals = stackalloc byte[OpaqueSize];
        Check(LibC.SignalsAll(signals), request, path);
        Check(LibC.AttributesSetSignalDefaults(attributes, signals), request, path);
        Check(LibC.SignalsNone(signals), request, path);
        Check(LibC.AttributesSetSignalMask(attributes, signals), request, path);
        const short Flags = LibC.SpawnSetSession | LibC.SpawnSetSignalDefaults | LibC.SpawnSetSignalMask;
        Check(LibC.AttributesSetFlags(attributes, Flags), request, path);
    }

    private static List<string> Environment(ProcessRequest request)
    {
        var merged = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
        {
            merged[(string)variable.Key] = (string?)variable.Value ?? "";
        }

        foreach (var (name, value) in request.Environment)
        {
            if (value is null)
            {
                merged.Remove(name);
            }
            else
            {
                merged[name] = value;
            }
        }

        return [.. merged.Select(variable => $"{variable.Key}={variable.Value}")];
    }

    private static void Check(int error, ProcessRequest request, string path)
    {
        if (error != 0)
        {
            throw StartTarget.NotStarted(request, path, Marshal.GetPInvokeErrorMessage(error));
        }
    }

    /// <summary>A null-terminated array of null-terminated UTF-8 strings, as exec takes it.</summary>
    private sealed class NativeStrings : IDisposable
    {
        private readonly int _count;

        public NativeStrings(IReadOnlyList<string> strings)
        {
            _count = strings.Count;
            Pointer = (byte**)NativeMemory.AllocZeroed((nuint)(_count + 1), (nuint)sizeof(byte*));
            for (var index = 0; index < _count; index++)
            {
                var bytes = Encoding.UTF8.GetBytes(strings[index]);
                Pointer[index] = (byte*)NativeMemory.AllocZeroed((nuint)bytes.Length + 1);
                bytes.CopyTo(new Span<byte>(Pointer[index], bytes.Length));
            }
        }

        public byte** Pointer { get; }

        public void Dispose()
        {
            for (var index = 0; index < _count; index++)
            {
                NativeMemory.Free(Pointer[index]);
            }

            NativeMemory.Free(Pointer);
        }
    }
}
