using System.Net.Sockets;
using Phederation.Containers.Engine;
using Phederation.Processes;
using Phederation.Testing;
using Phederation.Testing.Containers;

namespace Phederation.Provisioning.Tests;

/// <summary>Asking and starting engines for real: daemons that fail, and one of our own in a network of its own.</summary>
public sealed class EngineHostTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly List<string> _log = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 60_000)]
    public async Task Engine_of_this_machine_answers()
    {
        Requires.Engine();
        Assert.Equal(EngineState.Answers, (await Host().AskAsync(EngineEndpoint.Default, Token)).State);
    }

    [Fact(Timeout = 60_000)]
    public async Task Endpoint_without_anybody_is_silent() =>
        Assert.Equal(EngineState.Silent, (await Host().AskAsync(EngineEndpoint.Parse($"unix://{_folder["none.sock"]}"), Token)).State);

    [Fact(Timeout = 60_000)]
    public async Task Endpoint_that_accepts_and_never_answers_is_silent()
    {
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(_folder["deaf.sock"]));
        listener.Listen();
        var answer = await Host().AskAsync(EngineEndpoint.Parse($"unix://{_folder["deaf.sock"]}"), Token);
        Assert.Equal(EngineState.Silent, answer.State);
        Assert.Contains("no answer within 1 s", answer.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Daemon_that_ends_at_once_is_told_with_the_end_of_its_log()
    {
        var failure = await Assert.ThrowsAsync<ProvisioningException>(() =>
            Host().StartAsync(Options("sh", "-c", "echo no storage; exit 3"), Token)
        );
        Assert.Equal(ProvisioningFailure.Missing, failure.Failure);
        Assert.Contains("exit code 3", failure.Message, StringComparison.Ordinal);
        Assert.Contains("no storage", failure.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Daemon_that_never_answers_is_stopped_and_told_with_the_end_of_its_log()
    {
        var options = Options("sh", "-c", "echo $$ > pid; echo thinking; exec sleep 100") with { Limit = TimeSpan.FromSeconds(2) };
        options = options with { Arguments = ["-c", $"echo $$ > {_folder["pid"]}; echo thinking; exec sleep 100"] };
        var failure = await Assert.ThrowsAsync<ProvisioningException>(() => Host().StartAsync(options, Token));
        Assert.Equal(ProvisioningFailure.TimedOut, failure.Failure);
        Assert.Contains("thinking", failure.Message, StringComparison.Ordinal);
        Assert.Null(ProcessIdentity.Find(int.Parse(await File.ReadAllTextAsync(_folder["pid"], Token))));
    }

    [Fact(Timeout = 300_000)]
    public async Task Engine_of_our_own_is_started_left_alone_and_started_again_after_a_crash()
    {
        Requires.Root();
        var unshare = await PrivateEngine.RequireUnshareAsync(Token);
        var options = Options(unshare, [.. PrivateEngine.ArgumentsIn(_folder), "--storage-driver", "vfs"]);
        var machine = new LocalMachine();
        var provisioner = new Provisioner(machine, Host(), new ProcessRunner(), TimeProvider.System, _log.Add);
        try
        {
            await provisioner.ProvisionAsync(NeedGroups.None, options, Token);
            var first = StalePidFiles.FindDaemon(_folder.Path);
            Assert.NotNull(first);
            _log.Clear();
            await provisioner.ProvisionAsync(NeedGroups.None, options, Token);
            Assert.Equal(first, StalePidFiles.FindDaemon(_folder.Path));
            Assert.Empty(_log);

            await KillAsync(first.Value);
            await provisioner.ProvisionAsync(NeedGroups.None, options, Token);
            Assert.NotEqual(first, StalePidFiles.FindDaemon(_folder.Path));
            Assert.Equal(EngineState.Answers, (await Host().AskAsync(options.Endpoint, Token)).State);
        }
        finally
        {
            await StopAsync();
        }
    }

    private static async Task KillAsync(int id)
    {
        var request = new ProcessRequest { Program = "kill", Arguments = ["-KILL", $"{id}"] };
        (await new ProcessRunner().RunAsync(request, Token)).EnsureSuccess(request);
        while (ProcessIdentity.Find(id) is not null)
        {
            await Task.Delay(20, Token);
        }
    }

    // The daemon stops its containerd; after its crash that one is the daemon's of the next start.
    private async Task StopAsync()
    {
        foreach (var file in new[] { "docker.pid", "docker/containerd/containerd.pid" })
        {
            if (
                File.Exists(_folder[file])
                && int.TryParse((await File.ReadAllTextAsync(_folder[file], CancellationToken.None)).Trim(), out var id)
                && ProcessIdentity.Find(id) is { } process
            )
            {
                await process.StopAsync(TimeSpan.FromSeconds(20), CancellationToken.None);
            }
        }
    }

    private EngineHost Host() =>
        new(new LocalMachine(), new ProcessRunner(), TimeProvider.System, _log.Add) { AnswerLimit = TimeSpan.FromSeconds(1) };

    private EngineOptions Options(string program, params string[] arguments) =>
        new()
        {
            Endpoint = EngineEndpoint.Parse($"unix://{_folder["engine.sock"]}"),
            Program = program,
            Arguments = arguments,
            LogFile = _folder["engine.log"],
            RunFolder = _folder.Path,
            IsService = false,
        };
}
