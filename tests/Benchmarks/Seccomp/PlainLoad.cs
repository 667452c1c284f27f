using System.Globalization;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Phederation.Benchmarks.Images;
using Phederation.Containers.Engine;
using Phederation.Containers.Engine.Models;
using Phederation.Processes;

namespace Phederation.Benchmarks.Seccomp;

/// <summary>A service as its Debian package brings it, and its field's own load generator on this machine.</summary>
internal sealed class PlainLoad(EngineClient engine, IProcessRunner processes, PlainImage image, LoadGenerator generator) : ILoad
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    public IReadOnlyList<string> Rates => generator.Rates;

    public async Task<IReadOnlyList<double>> MeasureAsync(Condition condition, CancellationToken cancellationToken)
    {
        var request = new CreateContainerRequest
        {
            Image = image.Id,
            Entrypoint = generator.Command,
            Labels = new Dictionary<string, string> { ["phederation.benchmark"] = "load" },
            HostConfig = new HostConfig
            {
                SecurityOpt = condition.SecurityOptions,
                CgroupParent = condition.CgroupParent,
                Runtime = condition.Runtime,
            },
        };
        var id = await engine.Containers.CreateAsync(request, cancellationToken);
        try
        {
            await engine.Containers.StartAsync(id, cancellationToken);
            var address = await AddressWhenReadyAsync(id, cancellationToken);
            condition.Ready?.Invoke();
            var companion = condition.Beside is null ? null : await condition.Beside(id);
            await using (companion)
            {
                var load = new ProcessRequest
                {
                    Program = generator.Program,
                    Arguments = generator.ArgumentsFor(address),
                    TimeLimit = Limit,
                };
                var output = (await processes.RunAsync(load, cancellationToken)).EnsureSuccess(load).Output;
                return
                [
                    .. generator.Patterns.Select(pattern =>
                        double.Parse(Regex.Match(output, pattern).Groups[1].Value, CultureInfo.InvariantCulture)
                    ),
                ];
            }
        }
        finally
        {
            await engine.Containers.RemoveAsync(id, force: true, CancellationToken.None);
        }
    }

    private async Task<string> AddressWhenReadyAsync(string id, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StartLimit);
        while (true)
        {
            var details = (await engine.Containers.InspectAsync(id, limit.Token))!;
            var address = details.NetworkSettings.Networks.Values.Select(network => network.IPAddress).First();
            if (!string.IsNullOrEmpty(address))
            {
                using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                try
                {
                    await socket.ConnectAsync(address, generator.Port, limit.Token);
                    return address;
                }
                catch (SocketException)
                {
                    // Not yet.
                }
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), limit.Token);
        }
    }
}
