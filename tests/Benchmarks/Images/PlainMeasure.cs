using System.Net.Sockets;
using Phederation.Containers.Engine;
using Phederation.Containers.Engine.Models;
using Phederation.Processes;

namespace Phederation.Benchmarks.Images;

/// <summary>Starts the plain form of a service, as root and without any of our limits: as its package's unit would on a machine.</summary>
internal sealed class PlainMeasure(EngineClient engine, IProcessRunner processes, string suite)
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Starts it once; null when it can't be run from its package alone, or not on this machine.</summary>
    public async Task<RunFigures?> RunAsync(PlainForm form, CancellationToken cancellationToken)
    {
        if (
            form.Command.Count == 0
            || await PlainImage.MakeAsync(engine, processes, form.Packages, suite, cancellationToken) is not { } image
        )
        {
            return null;
        }

        await using (image)
        {
            return await RunAsync(form, image.Id, cancellationToken);
        }
    }

    private async Task<RunFigures> RunAsync(PlainForm form, string imageId, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        var id = await engine.Containers.CreateAsync(
            new CreateContainerRequest
            {
                Image = imageId,
                Entrypoint = form.Command,
                Labels = new Dictionary<string, string> { ["phederation.benchmark"] = "plain" },
            },
            cancellationToken
        );
        try
        {
            await engine.Containers.StartAsync(id, cancellationToken);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(StartLimit);
            await WaitUntilReadyAsync(form, id, limit.Token);
            var start = TimeProvider.System.GetElapsedTime(began);
            return new RunFigures(start, await ContainerMemory.OfAsync(engine, id, cancellationToken));
        }
        finally
        {
            await engine.Containers.RemoveAsync(id, force: true, CancellationToken.None);
        }
    }

    private async Task WaitUntilReadyAsync(PlainForm form, string id, CancellationToken cancellationToken)
    {
        while (true)
        {
            var container = (await engine.Containers.InspectAsync(id, cancellationToken))!;
            if (!container.State.Running)
            {
                var log = await engine.Containers.LogTextAsync(id, cancellationToken: cancellationToken);
                throw new InvalidOperationException($"the plain form of {form.Image} ended with {container.State.ExitCode}: {log.Trim()}");
            }

            var address = container.NetworkSettings.Networks.Values.Select(network => network.IPAddress).First();
            if (!string.IsNullOrEmpty(address) && await AcceptsAsync(address, form.Port, cancellationToken))
            {
                return;
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }

    private static async Task<bool> AcceptsAsync(string address, int port, CancellationToken cancellationToken)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(address, port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
