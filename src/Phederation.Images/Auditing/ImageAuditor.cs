using Phederation.Containers.Engine;
using Phederation.Containers.Oci;
using Phederation.Images.Auditing.Checks;
using Phederation.Images.Auditing.Reading;

namespace Phederation.Images.Auditing;

/// <summary>
/// Audits built images, ours or anybody's: every layer is read from its first byte to its last, and held to its digest. Nothing of the
/// image runs, and nothing of it is written to disk.
/// </summary>
public sealed class ImageAuditor
{
    private static readonly IReadOnlyList<IImageCheck> Checks =
    [
        new RightsCheck(),
        new ProgramsCheck(),
        new SecretsCheck(),
        new ConfigSecretsCheck(),
        new AccountsCheck(),
        new UserCheck(),
        new ConfigCheck(),
        new LinksCheck(),
    ];

    private readonly AuditLimits _limits;
    private readonly TimeProvider _time;

    /// <summary>Makes an auditor.</summary>
    /// <param name="time">The clock, which waivers expire by.</param>
    /// <param name="limits">What is read at most; null: <see cref="AuditLimits.Default"/>.</param>
    public ImageAuditor(TimeProvider time, AuditLimits? limits = null)
    {
        _time = time;
        _limits = limits ?? AuditLimits.Default;
    }

    /// <summary>Audits an image of an engine.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="image">A reference or an ID.</param>
    /// <param name="policy">What it is held to.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ImageException">There is no such image, or it is malformed or beyond a limit.</exception>
    /// <exception cref="EngineException">The engine stands against it.</exception>
    public async Task<AuditReport> AuditAsync(EngineClient engine, string image, AuditPolicy policy, CancellationToken cancellationToken)
    {
        var details =
            await engine.Images.InspectAsync(image, cancellationToken)
            ?? throw new ImageException(ImageFault.ImageMissing, $"the engine has no image {image}; build, load or pull it");

        // By ID, so that no tag that moves meanwhile comes between. The references are those of the engine, then.
        var report = await AuditAsync(
            image,
            policy,
            async (budget, token) =>
            {
                await using var archive = await engine.Images.SaveAsync([details.Id], token);
                return await new ArchiveReader(budget).ReadAsync(archive, Digest.Parse(details.Id), token);
            },
            details.RepoTags,
            cancellationToken
        );
        return report;
    }

    /// <summary>Audits the image of an archive of docker save.</summary>
    /// <exception cref="ImageException">It is none, or it is malformed or beyond a limit.</exception>
    public Task<AuditReport> AuditArchiveAsync(Stream archive, string name, AuditPolicy policy, CancellationToken cancellationToken) =>
        AuditAsync(
            name,
            policy,
            (budget, token) => new ArchiveReader(budget).ReadAsync(archive, expected: null, token),
            tags: null,
            cancellationToken
        );

    /// <summary>Audits an image of an OCI image layout: the only one, or that of a name.</summary>
    /// <exception cref="ImageException">It is none, or it is malformed or beyond a limit.</exception>
    public Task<AuditReport> AuditLayoutAsync(string folder, string? name, AuditPolicy policy, CancellationToken cancellationToken) =>
        AuditAsync(
            name ?? folder,
            policy,
            (budget, token) => new LayoutReader(budget).ReadAsync(folder, name, token),
            tags: null,
            cancellationToken
        );

    private async Task<AuditReport> AuditAsync(
        string name,
        AuditPolicy policy,
        Func<ReadBudget, CancellationToken, Task<AuditedImage>> read,
        IReadOnlyList<string>? tags,
        CancellationToken cancellationToken
    )
    {
        var budget = new ReadBudget(_limits, name);
        using var limit = new CancellationTokenSource(_limits.LongestTime, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        AuditedImage image;
        try
        {
            image = await read(budget, either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw budget.Fault($"reading it took longer than {_limits.LongestTime}");
        }

        image = tags is null ? image : new AuditedImage(image.Id, image.Config, image.Layers, tags);
        cancellationToken.ThrowIfCancellationRequested();
        var today = DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime);
        var findings = WaiverDesk.Judge(Checks.SelectMany(check => check.Run(image, policy)), policy, today);
        return new AuditReport(name, image, policy, findings);
    }
}
