using Phederation.Containers.Engine;
using Phederation.Site.Images;
using Phederation.Site.Release;
using Phederation.Site.Secrets;
using Phederation.Site.State;

namespace Phederation.Site.Lifecycle;

/// <summary>Runs a job of a verified release in the foreground: held as it was proved, beside the services that it works on.</summary>
public sealed class SiteJob
{
    private static readonly TimeSpan CleanUp = TimeSpan.FromMinutes(1);
    private readonly EngineClient _engine;
    private readonly SecretStore _secrets;
    private readonly IProgress<SiteEvent> _progress;

    /// <summary>Works on an engine with the state of one site. The caller holds the site's lock.</summary>
    public SiteJob(EngineClient engine, StateFolder folder, TimeProvider time, IProgress<SiteEvent> progress)
    {
        _engine = engine;
        _secrets = new SecretStore(folder, time);
        _progress = progress;
    }

    /// <summary>Runs the job to its end. When it is interrupted, the job is asked to stop and may roll back what it did.</summary>
    /// <param name="released">The verified release.</param>
    /// <param name="state">The site's state: a job works on a site that is up.</param>
    /// <param name="options">Which job, and how.</param>
    /// <param name="write">Takes each line that the job writes.</param>
    /// <param name="cancellationToken">Stops the job.</param>
    /// <returns>The job's exit code.</returns>
    /// <exception cref="SiteException">There is no such job, it runs already, or its input can't be taken.</exception>
    public async Task<int> RunAsync(
        SiteStack released,
        SiteState state,
        JobOptions options,
        Func<LogLine, CancellationToken, Task> write,
        CancellationToken cancellationToken
    )
    {
        var stack = SiteSettings.Apply(released, state.Settings);
        var job =
            stack.Jobs.FirstOrDefault(job => job.Name == options.Name)
            ?? throw new SiteException(
                ExitCode.Usage,
                $"The release has no job '{options.Name}'.",
                $"Its jobs: {string.Join(", ", stack.Jobs.Select(known => known.Name))}."
            );
        var input = options.InputFolder is { } folder ? JobInput.VolumeOf(job.Name, job.Runtime, folder) : null;
        var objects = new SiteObjects(_engine, state);
        await RequireReadyAsync(objects, job, cancellationToken);
        var images = new ReleaseImages(_engine, _progress);
        var id = await images.FindAsync(job, cancellationToken) ?? await images.LoadAsync(job, cancellationToken);
        var specification = new ServiceSpecification(job, stack, objects, id);
        await new ServiceObjects(_secrets).EnsureAsync(objects, specification, cancellationToken);
        var container = await _engine.Containers.CreateAsync(specification.JobRequest(options.Arguments), cancellationToken);
        try
        {
            if (input is not null)
            {
                await JobInput.CopyAsync(_engine, container, input, options.InputFolder!, job.Runtime.Owner(), cancellationToken);
            }

            return await FollowAsync(container, write, cancellationToken);
        }
        finally
        {
            await RemoveAsync(container, specification);
        }
    }

    private static async Task RequireReadyAsync(SiteObjects objects, SiteService job, CancellationToken cancellationToken)
    {
        if (await objects.NetworkAsync(cancellationToken) is null)
        {
            throw new SiteException(
                ExitCode.Missing,
                "The site is not up: a job works on its services.",
                "Bring it up first: phederation up"
            );
        }

        if (await objects.ContainerAsync(job.Name, cancellationToken) is not { } left)
        {
            return;
        }

        if (left.State.Running)
        {
            throw new SiteException(
                ExitCode.Conflict,
                $"The job {job.Name} runs already.",
                $"Wait for its end (phederation logs {job.Name} --follow), or stop it: docker stop {job.Name}"
            );
        }

        // Of a run whose launcher was killed.
        await objects.Engine.Containers.RemoveAsync(left.Id, force: true, cancellationToken);
    }

    private async Task<int> FollowAsync(string container, Func<LogLine, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        await _engine.Containers.StartAsync(container, cancellationToken);
        try
        {
            await new ContainerLines(_engine).ReadAsync(null, container, new LogOptions { IsFollowing = true }, write, cancellationToken);
            return await _engine.Containers.WaitAsync(container, WaitCondition.NotRunning, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The job gets its contract's time to roll back; what it says then is still of interest.
            using var limit = new CancellationTokenSource(CleanUp);
            await _engine.Containers.StopAsync(container, cancellationToken: limit.Token);
            throw;
        }
    }

    private async Task RemoveAsync(string container, ServiceSpecification specification)
    {
        using var limit = new CancellationTokenSource(CleanUp);
        await _engine.Containers.RemoveAsync(container, force: true, limit.Token);
        if (specification.SecretsVolume is { } secrets)
        {
            await _engine.Volumes.RemoveAsync(secrets, cancellationToken: limit.Token);
        }
    }
}
