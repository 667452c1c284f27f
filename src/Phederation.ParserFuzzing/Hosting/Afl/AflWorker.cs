using System.IO.MemoryMappedFiles;
using Phederation.ParserFuzzing.Targets;

namespace Phederation.ParserFuzzing.Hosting.Afl;

/// <summary>
/// Runs inputs for afl-fuzz, and answers it itself, so that an input costs two reads and two writes. What it dies of, the supervisor answers.
/// </summary>
internal static unsafe class AflWorker
{
    private const int MaximumInput = 1 << 20;
    private const long MemoryBound = 256L << 20;

    // A fault is told as what a C program would end with: the signal SIGABRT.
    private const uint Aborted = 6;

    /// <param name="target">The parser.</param>
    /// <param name="statePath">The file in which it says whether it has an input in hand.</param>
    /// <param name="inputPath">The file with the input, where shared memory has none.</param>
    public static int Run(IFuzzTarget target, string statePath, string inputPath)
    {
        Coverage.Use(AflMemory.Map());
        var shared = AflMemory.Input();
        var runner = new InputRunner(target);
        using var state = MemoryMappedFile.CreateFromFile(statePath, FileMode.Open, null, AflState.Size);
        using var view = state.CreateViewAccessor();
        while (AflPipes.Read() is not null)
        {
            view.Write(AflState.BusyOffset, 1);
            if (!AflPipes.Write((uint)Environment.ProcessId))
            {
                return 0;
            }

            var input = shared is null ? FromFile(inputPath) : FromMemory(shared);
            Coverage.Previous = 0;
            var run = runner.Run(input, MemoryBound);
            view.Write(AflState.BusyOffset, 0);
            if (!AflPipes.Write(run.IsFault ? Aborted : 0))
            {
                return 0;
            }
        }

        view.Write(AflState.DoneOffset, 1);
        return 0;
    }

    private static byte[] FromMemory(byte* shared) =>
        new ReadOnlySpan<byte>(shared + sizeof(int), Math.Clamp(*(int*)shared, 0, MaximumInput)).ToArray();

    private static byte[] FromFile(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var input = new byte[Math.Min(file.Length, MaximumInput)];
        var read = file.ReadAtLeast(input, input.Length, throwOnEndOfStream: false);
        return input[..read];
    }
}
