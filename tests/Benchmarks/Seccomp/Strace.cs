using Phederation.Containers.Engine;
using Phederation.Processes;

namespace Phederation.Benchmarks.Seccomp;

/// <summary>Attaches strace to every process of a container: what tracing costs by the usual way.</summary>
internal static class Strace
{
    private const string Program = "/usr/bin/strace";

    /// <summary>The program; null where it is not installed.</summary>
    public static string? Path => File.Exists(Program) ? Program : null;

    public static async Task<IAsyncDisposable> AttachAsync(
        string program,
        EngineClient engine,
        string containerId,
        CancellationToken cancellationToken
    )
    {
        var details = await engine.Containers.InspectAsync(containerId, cancellationToken);
        var root = details!.State.Pid;
        var log = System.IO.Path.GetTempFileName();
        var pids = Children(root).Prepend(root).SelectMany(pid => new[] { "-p", $"{pid}" });
        var server = ServerProcess.Start(
            new ProcessRequest { Program = program, Arguments = ["-f", "-q", "-o", "/dev/null", .. pids] },
            log
        );
        await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
        return server;
    }

    private static IEnumerable<int> Children(int pid)
    {
        foreach (var child in File.ReadAllText($"/proc/{pid}/task/{pid}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            yield return int.Parse(child);
        }
    }
}
