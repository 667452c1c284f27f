using Phederation.Benchmarks.Images;
using Phederation.Containers.Engine;
using Phederation.Containers.Engine.Models;

namespace Phederation.Benchmarks.Seccomp;

/// <summary>Containers that are created, started, awaited and removed, one after another: what a start costs.</summary>
internal sealed class StartLoad(EngineClient engine, PlainImage image) : ILoad
{
    private const int Starts = 8;

    public IReadOnlyList<string> Rates => ["container start to end"];

    public async Task<IReadOnlyList<double>> MeasureAsync(Condition condition, CancellationToken cancellationToken)
    {
        if (condition.Beside is not null)
        {
            // Nothing can be attached to what has ended before.
            return [double.NaN];
        }

        var began = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < Starts; i++)
        {
            var request = new CreateContainerRequest
            {
                Image = image.Id,
                Entrypoint = ["/bin/true"],
                Labels = new Dictionary<string, string> { ["phederation.benchmark"] = "start" },
                HostConfig = new HostConfig
                {
                    SecurityOpt = condition.SecurityOptions,
                    CgroupParent = condition.CgroupParent,
                    Runtime = condition.Runtime,
                    NetworkMode = "none",
                },
            };
            var id = await engine.Containers.CreateAsync(request, cancellationToken);
            try
            {
                await engine.Containers.StartAsync(id, cancellationToken);
                await engine.Containers.WaitAsync(id, cancellationToken: cancellationToken);
            }
            finally
            {
                await engine.Containers.RemoveAsync(id, force: true, CancellationToken.None);
            }
        }

        return [Starts / TimeProvider.System.GetElapsedTime(began).TotalSeconds];
    }
}
