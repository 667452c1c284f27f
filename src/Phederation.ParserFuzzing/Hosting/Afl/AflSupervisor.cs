using System.IO.MemoryMappedFiles;
using Phederation.Processes;

namespace Phederation.ParserFuzzing.Hosting.Afl;

/// <summary>
/// AFL's fork server. The runtime can't fork, so that one worker runs one input after the other; a full stack or afl-fuzz's time limit
/// ends it, and then this process tells how, and starts another. Without it afl-fuzz would take the first such input for a broken target.
/// </summary>
internal static class AflSupervisor
{
    // Options are told in the first four bytes; without the marker an old fork server is meant. Source: AFL++, include/types.h.
    private const uint OptionsMarker = 0x8000_0001;
    private const uint InputByMemory = 0x0100_0000;
    private const int SignalBase = 128;

    public static async Task<int> RunAsync(string target, CancellationToken cancellationToken)
    {
        var byMemory = Environment.GetEnvironmentVariable("__AFL_SHM_FUZZ_ID") is not null;
        if (!AflPipes.Write(byMemory ? OptionsMarker | InputByMemory : 0) || (byMemory && AflPipes.Read() is null))
        {
            throw new ParserFuzzingException(ParserFuzzingFault.Usage, "nobody listens on descriptor 199; start it by afl-fuzz");
        }

        var statePath = Path.Combine(Path.GetTempPath(), $"phederation-afl-{Environment.ProcessId}");
        using var state = MemoryMappedFile.CreateFromFile(statePath, FileMode.Create, null, AflState.Size);
        try
        {
            using var view = state.CreateViewAccessor();
            while (true)
            {
                var exitCode = await WorkAsync(target, statePath, cancellationToken);
                if (view.ReadInt32(AflState.DoneOffset) != 0)
                {
                    return 0;
                }

                if (view.ReadInt32(AflState.BusyOffset) == 0)
                {
                    throw new ParserFuzzingException(
                        ParserFuzzingFault.HostFailed,
                        $"the worker ended with exit code {exitCode} without an input"
                    );
                }

                view.Write(AflState.BusyOffset, 0);
                if (!AflPipes.Write(exitCode > SignalBase ? (uint)(exitCode - SignalBase) : (uint)exitCode << 8))
                {
                    return 0;
                }
            }
        }
        finally
        {
            File.Delete(statePath);
        }
    }

    private static async Task<int> WorkAsync(string target, string statePath, CancellationToken cancellationToken)
    {
        // The worker has an input of its own; afl-fuzz's file stays the same one.
        var input = File.ResolveLinkTarget("/proc/self/fd/0", returnFinalTarget: false)?.FullName ?? "/dev/null";
        var request = new ProcessRequest
        {
            Program = Environment.ProcessPath!,
            Arguments = [.. HostCommand.Prefix(), target, "--afl-worker", statePath, input],
            OutputLimit = 64 << 10,
            Overflow = OutputOverflow.KeepEnd,
        };
        return (await new ProcessRunner().RunAsync(request, cancellationToken)).ExitCode;
    }
}
