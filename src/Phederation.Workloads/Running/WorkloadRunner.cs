using Phederation.Containers.Engine;
using Phederation.Workloads.Steps;
using Phederation.Workloads.Transcripts;

namespace Phederation.Workloads.Running;

/// <summary>
/// Puts an image through a workload: creates a hardened container on a network of its own, runs the steps in order and writes down
/// what they answered. Whatever happens, also when cancelled, it removes the containers, volumes and networks that it created.
/// </summary>
public sealed class WorkloadRunner(EngineClient engine, TimeProvider time)
{
    /// <summary>Runs all steps.</summary>
    /// <param name="workload">The steps.</param>
    /// <param name="target">What they run against.</param>
    /// <param name="observer">Told of each step; null when nobody listens.</param>
    /// <param name="cancellationToken">Ends the run; what it created is removed first.</param>
    /// <returns>The answers of all steps, every one as expected.</returns>
    /// <exception cref="WorkloadFailedException">A step failed; it names the step, its place and its answer.</exception>
    /// <exception cref="EngineException">The engine refused something that no step asked for.</exception>
    public Task<Transcript> RunAsync(
        Workload workload,
        WorkloadTarget target,
        IWorkloadObserver? observer,
        CancellationToken cancellationToken
    ) => RunAsync(workload, target, observer, giveUp: CancellationToken.None, cancellationToken);

    /// <summary>The same; <paramref name="giveUp"/> fails the step that runs then, as its limit does.</summary>
    internal async Task<Transcript> RunAsync(
        Workload workload,
        WorkloadTarget target,
        IWorkloadObserver? observer,
        CancellationToken giveUp,
        CancellationToken cancellationToken
    )
    {
        CheckSecrets(workload, target);
        CheckPeers(workload, target);
        CheckFiles(workload, target);
        CheckCertificates(workload, target);
        await Leftovers.RemoveAsync(engine, target.NamePrefix, cancellationToken);
        await using var resources = await RunResources.CreateAsync(
            engine,
            target,
            workload.Peers,
            workload.Service.Supplied,
            RunCertificates.Make(workload.Certificates, time.GetUtcNow()),
            cancellationToken
        );
        await using var run = new WorkloadRun(engine, time, workload, target, resources, observer);
        return await run.RunAsync(giveUp, cancellationToken);
    }

    private static void CheckPeers(Workload workload, WorkloadTarget target)
    {
        foreach (var peer in workload.Peers.Where(peer => !target.Peers.ContainsKey(peer.Image)))
        {
            throw new ArgumentException(
                $"{peer.Location}: the peer '{peer.Name}' needs the image '{peer.Image}', which is not given",
                nameof(target)
            );
        }
    }

    private static void CheckCertificates(Workload workload, WorkloadTarget target)
    {
        var known = target.Peers.Values.Select(peer => peer.Runtime).Prepend(target.Runtime).SelectMany(contract => contract.Secrets);
        var names = known.Select(secret => secret.Name).ToHashSet();
        foreach (var certificate in workload.Certificates)
        {
            string[] secrets = [certificate.Authority, certificate.Certificate, certificate.Key];
            if (secrets.FirstOrDefault(secret => !names.Contains(secret)) is { } unknown)
            {
                throw new ArgumentException(
                    $"{certificate.Location}: no contract has the secret '{unknown}'; there are {string.Join(", ", names.Order())}",
                    nameof(workload)
                );
            }
        }
    }

    private static void CheckFiles(Workload workload, WorkloadTarget target)
    {
        foreach (var step in workload.Steps.OfType<PutStep>())
        {
            if (!target.Runtime.Volumes.Any(volume => step.Path.StartsWith(volume.Path + "/", StringComparison.Ordinal)))
            {
                throw new ArgumentException(
                    $"{step.Head.Location}: '{step.Path}' is in no volume of the image; it has {string.Join(", ", target.Runtime.Volumes.Select(volume => volume.Path))}",
                    nameof(target)
                );
            }
        }
    }

    private static void CheckSecrets(Workload workload, WorkloadTarget target)
    {
        var known = target.Runtime.Secrets.Select(secret => secret.Name).ToHashSet();
        if (workload.Service.Supplied.Keys.FirstOrDefault(name => !known.Contains(name)) is { } stray)
        {
            throw new ArgumentException(
                $"{workload.File}: 'supplied' names the secret '{stray}', which the image's contract doesn't have; it has "
                    + string.Join(", ", known),
                nameof(workload)
            );
        }

        foreach (var account in workload.Accounts.Values)
        {
            if (account.PasswordSecret is { } secret && !known.Contains(secret))
            {
                throw new ArgumentException(
                    $"{workload.File}: account '{account.Name}' takes its password from the secret '{secret}', which the image's contract doesn't "
                        + $"have; it has {string.Join(", ", known)}",
                    nameof(workload)
                );
            }
        }

        foreach (var step in workload.Steps.OfType<HttpStep>())
        {
            if (SecretReferences.NamesIn(step).FirstOrDefault(name => !known.Contains(name)) is { } unknown)
            {
                throw new ArgumentException(
                    $"{step.Head.Location}: step '{step.Id}' sends the secret '{unknown}', which the image's contract doesn't have; "
                        + $"it has {string.Join(", ", known)}",
                    nameof(workload)
                );
            }
        }
    }
}
