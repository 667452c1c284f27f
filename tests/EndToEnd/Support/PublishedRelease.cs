using Phederation.Containers.Engine;
using Phederation.Processes;
using Phederation.Testing;

namespace Phederation.EndToEnd.Support;

/// <summary>
/// One release that all tests look at: the first Publish on an empty state is interrupted in the middle of the trace, the second
/// one goes on and makes the release.
/// </summary>
public sealed class PublishedRelease : IAsyncLifetime
{
    private readonly TempFolder _folder = new();

    internal Checkout Checkout { get; private set; } = null!;

    internal ProcessResult Interrupted { get; private set; } = null!;

    internal bool WasThereAfterTheInterruption { get; private set; }

    internal ProcessResult Published { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Requires.Engine();
        Requires.Root();
        Checkout = new Checkout(_folder.Path);
        Interrupted = await InterruptAsync("    trace ");
        WasThereAfterTheInterruption = File.Exists(Checkout.Verdict("trace")) || Directory.Exists(Checkout.Release);
        Published = await Checkout.BuildAsync("Publish");
    }

    public async ValueTask DisposeAsync()
    {
        // What the services stored is in volumes of the engine, and outlives them on purpose.
        using var engine = EngineClient.Connect(EngineEndpoint.Default);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        string[] label = [$"phederation.trust-services.folder={Path.Combine(Checkout.State, "services")}"];
        foreach (var volume in await engine.Volumes.ListAsync(label, limit.Token))
        {
            await engine.Volumes.RemoveAsync(volume.Name, force: true, limit.Token);
        }

        _folder.Dispose();
    }

    /// <summary>Runs Publish and sends it the signal of Ctrl-C when it prints a text.</summary>
    private async Task<ProcessResult> InterruptAsync(string text)
    {
        var log = _folder["interrupted.log"];
        await using var build = ServerProcess.Start(
            new ProcessRequest
            {
                Program = "bash",
                Arguments = [Checkout.Script, "Publish", .. Checkout.Parameters],
                Grace = TimeSpan.FromMinutes(1),
            },
            log
        );
        await build.WaitUntilReadyAsync(
            async token => (await File.ReadAllTextAsync(log, token)).Contains(text, StringComparison.Ordinal),
            TimeSpan.FromMinutes(10),
            CancellationToken.None
        );

        // As a terminal does: to the whole group of the foreground.
        await Command.RunAsync("kill", ["-INT", "--", $"-{build.ProcessId}"], TimeSpan.FromSeconds(10));
        var exitCode = await build.WaitForExitAsync(CancellationToken.None).WaitAsync(TimeSpan.FromMinutes(2));
        return new ProcessResult(exitCode, await File.ReadAllTextAsync(log), "", TimeSpan.Zero);
    }
}
