using Phederation.Containers.Engine;
using Phederation.Containers.Oci;
using Phederation.Images.Catalogue;

namespace Phederation.Images.Building;

/// <summary>A build by the engine that is ended when it takes too long or fills the engine's disk.</summary>
internal sealed class BoundedBuild(EngineClient engine, BuildLimits limits, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan CleaningTime = TimeSpan.FromSeconds(30);

    /// <summary>Builds, and leaves no image, container or step's layer of a build that was ended.</summary>
    /// <exception cref="ImageException">It took too long, or too much of the disk.</exception>
    public async Task<Digest> RunAsync(ImageDefinition definition, EngineBuildRequest request, CancellationToken cancellationToken)
    {
        var disk = EngineDisk.Find(engine, await engine.System.InfoAsync(cancellationToken));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var steps = new StepImages();
        var build = engine.Images.BuildAsync(request, steps, stop.Token);
        try
        {
            await WatchAsync(definition, build, stop, disk, cancellationToken);
            return await build;
        }
        catch
        {
            await Task.WhenAny(build);
            await RemoveAsync(steps);
            throw;
        }
    }

    private async Task WatchAsync(
        ImageDefinition definition,
        Task build,
        CancellationTokenSource stop,
        DriveInfo? disk,
        CancellationToken cancellationToken
    )
    {
        var started = time.GetTimestamp();
        while (await Task.WhenAny(build, Task.Delay(Interval, time, cancellationToken)) != build)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                break;
            }

            if (WhyNoFurther(definition, time.GetElapsedTime(started), disk) is { } fault)
            {
                await stop.CancelAsync();
                throw fault;
            }
        }
    }

    /// <summary>
    /// Removes what the steps before the last one made. The builder keeps it for a next try, which is never made of the same inputs
    /// here, and nothing else would remove it: it has no name and no label. (A step that copies can't be interrupted: what it gives after
    /// the connection is gone stays, and is taken by the next try.)
    /// </summary>
    private async Task RemoveAsync(StepImages steps)
    {
        using var limit = new CancellationTokenSource(CleaningTime, time);
        try
        {
            foreach (var id in steps.Downwards)
            {
                while (
                    await engine.Images.InspectAsync(id, limit.Token) is { RepoTags.Count: 0 } image
                    && !await TryRemoveAsync(image.Id, limit.Token)
                )
                {
                    await Task.Delay(Interval, time, limit.Token);
                }
            }
        }
        catch (Exception exception) when (exception is EngineException or OperationCanceledException)
        {
            // What stopped the build is the news, not what it left.
        }
    }

    private async Task<bool> TryRemoveAsync(string imageId, CancellationToken cancellationToken)
    {
        try
        {
            await engine.Images.RemoveAsync(imageId, cancellationToken: cancellationToken);
            return true;
        }
        catch (EngineException exception) when (exception.Kind == EngineErrorKind.Conflict)
        {
            // The command's container still stands on it: the engine ends it after the connection is gone.
            return false;
        }
    }

    private ImageException? WhyNoFurther(ImageDefinition definition, TimeSpan elapsed, DriveInfo? disk)
    {
        if (elapsed > limits.Time)
        {
            return new ImageException(
                ImageFault.BuildTooLong,
                $"{definition.DockerfilePath}: the build of {definition.Reference} did not end within {limits.Time.TotalMinutes:0.##} minutes and was "
                    + "stopped: one of its commands hangs"
            );
        }

        return disk?.AvailableFreeSpace < limits.FreeBytes
            ? new ImageException(
                ImageFault.NoRoom,
                $"{definition.DockerfilePath}: the build of {definition.Reference} was stopped with {disk.AvailableFreeSpace >> 20} MiB left on the "
                    + $"engine's disk ({disk.Name}), {limits.FreeBytes >> 20} MiB have to stay free: free some space, or find the command that "
                    + "writes without end"
            )
            : null;
    }
}
