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
        var dockerd = Requires.Program("dockerd");
        var unshare = Requires.Program("unshare");
        var probe = new ProcessRequest { Program = unshare, Arguments = ["--net", "--mount", "true"] };
        var allowed = await new ProcessRunner().RunAsync(probe, cancellationToken);
        Assert.SkipUnless(allowed.ExitCode == 0, $"this machine allows no network namespace: {allowed.Error.Trim()}");

        var folder = new TempFolder();
        var request = new ProcessRequest
        {
            Program = unshare,
            Arguments =
            [
                "--net",
                "--mount",
                dockerd,
                "--host",
                $"unix://{folder["engine.sock"]}",
                "--data-root",
                folder["data"],
                "--exec-root",
                folder["docker"],
                "--pidfile",
                folder["docker.pid"],
                "--config-file",
                folder["daemon.json"],
                "--bridge",
                "none",
                "--iptables=false",
                .. arguments,
            ],
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
