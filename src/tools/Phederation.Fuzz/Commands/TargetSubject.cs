using System.CommandLine;
using Phederation.Containers.Engine;
using Phederation.Fuzzing;
using Phederation.Fuzzing.Targets;
using Phederation.Workloads.Fuzzing;

namespace Phederation.Fuzz.Commands;

/// <summary>Who controls and watches the target: a process of ours, a container of the engine, or nobody.</summary>
internal sealed class TargetSubject : IAsyncDisposable
{
    private readonly EngineClient? _engine;

    private TargetSubject(ITargetControl control, ITargetWatch watch, EngineClient? engine) =>
        (Control, Watch, _engine) = (control, watch, engine);

    /// <summary>Makes things happen to it.</summary>
    public ITargetControl Control { get; }

    /// <summary>Sees what becomes of it.</summary>
    public ITargetWatch Watch { get; }

    /// <summary>Starts or finds the target that the options name.</summary>
    public static async Task<TargetSubject> OpenAsync(
        RunOptions options,
        ParseResult parsed,
        string folder,
        CancellationToken cancellationToken
    )
    {
        var (process, container) = (parsed.GetValue(options.Process), parsed.GetValue(options.Container));
        if (process is not null && container is not null)
        {
            throw new FuzzException(FuzzErrorKind.Usage, "--process and --container name two targets.", "Name one of them.");
        }

        if (
            container is null
            && new[] { options.Dependency, options.ReloadSignal, options.Disk }.FirstOrDefault(option =>
                parsed.GetValue(option) is not null
            )
                is { } lone
        )
        {
            throw new FuzzException(
                FuzzErrorKind.Usage,
                $"{lone.Name} is of no use without --container.",
                "Name the container, or leave it out."
            );
        }

        if (process is not null)
        {
            var started = await ProcessTarget.StartAsync(ProcessSpec.Load(process), folder, TimeProvider.System);
            return new TargetSubject(started, started, engine: null);
        }

        if (container is null)
        {
            return new TargetSubject(NoControl.Instance, NoControl.Instance, engine: null);
        }

        var engine = EngineClient.Connect(EngineEndpoint.FromEnvironment(Environment.GetEnvironmentVariable), TimeProvider.System);
        try
        {
            var watched = await ContainerTarget.WatchAsync(
                engine,
                new ContainerTargetOptions
                {
                    Container = container,
                    Dependency = parsed.GetValue(options.Dependency),
                    ReloadSignal = parsed.GetValue(options.ReloadSignal),
                    Disk = parsed.GetValue(options.Disk),
                },
                TimeProvider.System,
                cancellationToken
            );
            return new TargetSubject(watched, watched, engine);
        }
        catch
        {
            engine.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Control.DisposeAsync();
        _engine?.Dispose();
    }
}
