using Phederation.Containers.Engine;
using Phederation.Containers.Engine.Models;
using Phederation.Testing;
using Phederation.Testing.Containers;

namespace Phederation.Seccomp.Tests.Support;

/// <summary>Containers on the real engine whose programs are <see cref="RawProgram" />s, hardened as all of ours are.</summary>
internal sealed class RawContainer : IAsyncDisposable
{
    private readonly EngineScope _scope;
    private readonly TempFolder _programs;
    private readonly string _id;

    private RawContainer(EngineScope scope, TempFolder programs, string id) => (_scope, _programs, _id) = (scope, programs, id);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Starts a container whose program only waits.</summary>
    public static async Task<RawContainer> StartAsync(string profile, string? cgroupParent)
    {
        var scope = await EngineScope.OpenAsync(Token);
        // As the profile allows: the way of most programs, or one of the others.
        var waiter = new RawProgram()
            .Call("poll", 0, 0, 120_000)
            .Call("epoll_create1", 0)
            .Call("epoll_create", 1)
            .Call("epoll_wait", 3, 0x400000, 1, 120_000)
            .Call("epoll_pwait", 3, 0x400000, 1, 120_000, 0, 8);
        var folder = new TempFolder();
        waiter.Save(folder["raw"]);
        var request = scope.Request("/programs/raw");
        request = request with
        {
            HostConfig = request.HostConfig! with
            {
                ReadonlyRootfs = true,
                CapDrop = ["ALL"],
                SecurityOpt = ["no-new-privileges", "seccomp=" + profile],
                CgroupParent = cgroupParent,
                Mounts =
                [
                    new Mount
                    {
                        Type = "bind",
                        Source = folder.Path,
                        Target = "/programs",
                        ReadOnly = true,
                    },
                ],
            },
        };
        var id = await scope.Engine.Containers.CreateAsync(request, Token);
        var container = new RawContainer(scope, folder, id);
        try
        {
            await scope.Engine.Containers.StartAsync(id, Token);
            return container;
        }
        catch
        {
            await container.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a program in the container and returns what its calls answered.</summary>
    public async Task<long[]> ExecAsync(RawProgram program)
    {
        program.Save(_programs["exec"]);
        await using var session = await _scope.Engine.Containers.StartExecAsync(_id, new ExecRequest(["/programs/exec"]), Token);
        using var output = new MemoryStream();
        await foreach (var chunk in session.ReadAsync(Token))
        {
            output.Write(chunk.Data.Span);
        }

        var exitCode = await session.ExitCodeAsync(Token);
        Assert.Equal(0, exitCode);
        return RawProgram.Answers(output.ToArray());
    }

    /// <summary>The first process, by its id on this machine.</summary>
    public async Task<int> ProcessIdAsync() => (await _scope.Engine.Containers.InspectAsync(_id, Token))!.State.Pid;

    public Task RestartAsync() => _scope.Engine.Containers.RestartAsync(_id, TimeSpan.Zero, Token);

    public async ValueTask DisposeAsync()
    {
        await _scope.DisposeAsync();
        _programs.Dispose();
    }
}
