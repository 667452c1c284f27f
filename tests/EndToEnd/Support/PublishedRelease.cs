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

    public ValueTask DisposeAsync()
    {
        var services = Path.Combine(Checkout.State, "services", "services.json");
        if (File.Exists(services))
        {
            using var json = System.Text.Json.JsonDocument.Parse(File.ReadAllBytes(services));
            if (json.RootElement.TryGetProperty("databaseFolder", out var database))
            {
                // The database belongs to another user and so is outside of the state folder.
                Directory.Delete(database.GetString()!, recursive: true);
            }
        }

        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Runs Publish and sends it the signal of Ctrl-C when it prints a text.</summary>
    private async Task<ProcessResult> InterruptAsync(string text)
    {
        var log = _folder["interrupted.log"];
        await using var build = ServerProcess.Start(
            new ProcessRequest
            {
                Program = "bash",
                Arguments = [Checkout.Script, "Publish", "--state", Checkout.State, "--output", Checkout.Output],
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
