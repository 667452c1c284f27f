using Phederation.Containers.Engine;
using Phederation.Processes;

namespace Phederation.Testing.Containers;

/// <summary>
/// An engine of the test's own, in name spaces of its own for network and mounts, so that it may be set up as the machine's own must not be. Its
/// containers reach each other, but this machine reaches none of them.
/// </summary>
public sealed class PrivateEngine : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);

    private readonly TempFolder _folder;
    private readonly ServerProcess _daemon;

    private PrivateEngine(TempFolder folder, ServerProcess daemon) => (_folder, _daemon) = (folder, daemon);

    /// <summary>Where it listens.</summary>
    public EngineEndpoint Endpoint => EngineEndpoint.Parse($"unix://{_folder["engine.sock"]}");

    /// <summary>Starts one; the test is skipped where the machine can't.</summary>
    /// <param name="arguments">Further arguments of dockerd.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<PrivateEngine> StartAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        Requires.Root();
        var unshare = await RequireUnshareAsync(cancellationToken);
        var folder = new TempFolder();
        var request = new ProcessRequest
        {
            Program = unshare,
            // Not the settings of the machine's own engine.
            Arguments = [.. ArgumentsIn(folder), "--config-file", folder["daemon.json"], .. arguments],
            Grace = Grace,
        };
        await File.WriteAllTextAsync(folder["daemon.json"], "{}", cancellationToken);
        var engine = new PrivateEngine(folder, ServerProcess.Start(request, folder["engine.log"]));
        try
        {
            await engine._daemon.WaitUntilReadyAsync(engine.AnswersAsync, StartLimit, cancellationToken);
            return engine;
        }
        catch
        {
            await engine.DisposeAsync();
            throw;
        }
    }

    /// <summary>The program that gives a daemon its name spaces; the test is skipped where the machine doesn't allow them.</summary>
    public static async Task<string> RequireUnshareAsync(CancellationToken cancellationToken)
    {
        var unshare = Requires.Program("unshare");
        var request = new ProcessRequest { Program = unshare, Arguments = ["--net", "--mount", "true"] };
        var result = await new ProcessRunner().RunAsync(request, cancellationToken);
        Assert.SkipUnless(result.ExitCode == 0, $"this machine allows no network namespace: {result.Error.Trim()}");
        return unshare;
    }

    /// <summary>That program's arguments for a daemon that keeps everything in a folder and listens on engine.sock there.</summary>
    public static IReadOnlyList<string> ArgumentsIn(TempFolder folder) =>
        [
            "--net",
            "--mount",
            Requires.Program("dockerd"),
            "--host",
            $"unix://{folder["engine.sock"]}",
            "--data-root",
            folder["data"],
            "--exec-root",
            folder["docker"],
            "--pidfile",
            folder["docker.pid"],
            "--bridge",
            "none",
            "--iptables=false",
        ];

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _daemon.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        using var client = EngineClient.Connect(Endpoint);
        try
        {
            await client.System.InfoAsync(cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is EngineException or IOException or HttpRequestException)
        {
            return false;
        }
    }
}
