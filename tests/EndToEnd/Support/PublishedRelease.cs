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

    internal ProcessResult Published { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Requires.Engine();
        Requires.Root();
        Checkout = new Checkout(_folder.Path);
        Interrupted = await InterruptAsync("trace 5/");
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
        using var press = new CancellationTokenSource();
        var printed = new List<string>();
        try
        {
            var result = await new ProcessRunner(TimeProvider.System).RunAsync(
                new ProcessRequest
                {
                    Program = "bash",
                    Arguments = [Checkout.Script, "Publish", "--state", Checkout.State, "--output", Checkout.Output],
                    TimeLimit = TimeSpan.FromMinutes(10),
                    Grace = TimeSpan.FromMinutes(1),
                    OnOutputLine = line =>
                    {
                        printed.Add(line);
                        if (line.Contains(text, StringComparison.Ordinal))
                        {
                            press.Cancel();
                        }
                    },
                },
                press.Token
            );
            return result;
        }
        catch (OperationCanceledException)
        {
            return new ProcessResult(130, string.Join('\n', printed), "", TimeSpan.Zero);
        }
    }
}
