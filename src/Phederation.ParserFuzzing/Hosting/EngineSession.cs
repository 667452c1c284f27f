using System.Net.Sockets;
using Phederation.ParserFuzzing.Sharing;
using Phederation.ParserFuzzing.Targets;

namespace Phederation.ParserFuzzing.Hosting;

/// <summary>
/// The child's side of the engine: batch after batch from the shared memory. A byte on the socket begins one, a byte back ends it; the end of
/// the socket ends the child.
/// </summary>
internal sealed class EngineSession(IFuzzTarget target, SharedArea area, Socket socket)
{
    /// <summary>Says that it is ready, and serves until the engine is gone.</summary>
    public void Run()
    {
        var runner = new InputRunner(target);
        if (File.Exists(area.Path + SharedArea.WarmUpSuffix))
        {
            runner.Run(File.ReadAllBytes(area.Path + SharedArea.WarmUpSuffix), area.Header.MemoryBound);
        }

        var signal = new byte[1];
        socket.Send(signal);
        while (socket.Receive(signal) == 1)
        {
            RunBatch(runner);
            socket.Send(signal);
        }
    }

    // A fault ends the batch early: the engine takes its description and lets it go on behind it.
    private void RunBatch(InputRunner runner)
    {
        ref var header = ref area.Header;
        header.DetailLength = 0;
        area.Comparisons.Clear();
        Comparisons.NoteIn(header.Compares != 0 ? area.Comparisons : null);
        while (header.Next < header.Count)
        {
            var index = header.Next;
            var input = area.Input(index).ToArray();
            area.Map.Clear();
            Coverage.Previous = 0;
            var run = runner.Run(input, header.MemoryBound);
            ref var result = ref area.Results[index];
            EdgeMap.Read(area.Map, area.Seen, header.Learns != 0, ref result);
            (result.Status, result.Allocated) = (run.Status, run.Allocated);
            Volatile.Write(ref header.Next, index + 1);
            if (run.IsFault)
            {
                area.Detail = run.Describe();
                return;
            }
        }
    }
}
