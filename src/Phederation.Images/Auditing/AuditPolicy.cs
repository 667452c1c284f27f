using Phederation.Images.Catalogue;

namespace Phederation.Images.Auditing;

/// <summary>What an image is held to.</summary>
public sealed record AuditPolicy
{
    /// <summary>For an image that nothing is known of.</summary>
    public static AuditPolicy Default { get; } = new();

    /// <summary>The highest severity that does not fail the audit.</summary>
    public AuditSeverity MaxSeverity { get; init; } = AuditSeverity.Low;

    /// <summary>Why the image needs a shell; null: it must have none.</summary>
    public string? ShellReason { get; init; }

    /// <summary>The most layers.</summary>
    public int MaxLayers { get; init; } = 32;

    /// <summary>The most bytes of all layers; null: any number.</summary>
    public long? SizeBudgetBytes { get; init; }

    /// <summary>Whether a missing health check is a finding; a definition's own word is held to by the build.</summary>
    public bool WantsHealthCheck { get; init; } = true;

    /// <summary>Folders that are mounted over when the image runs, without a leading slash: what the process owns there is data.</summary>
    public IReadOnlyList<string> DataFolders { get; init; } = [];

    /// <summary>What people accept.</summary>
    public IReadOnlyList<AuditWaiver> Waivers { get; init; } = [];

    /// <summary>The policy of an image of the catalogue.</summary>
    public static AuditPolicy Of(ImageDefinition definition) =>
        definition.Audit with
        {
            SizeBudgetBytes = definition.SizeBudgetBytes,
            WantsHealthCheck = definition.HealthyWithin is not null,
            DataFolders =
            [
                definition.User.Home.TrimStart('/'),
                .. definition.Runtime?.Volumes.Select(volume => volume.Path.TrimStart('/')) ?? [],
                .. definition.Runtime?.Tmpfs.Select(mount => mount.Path.TrimStart('/')) ?? [],
            ],
        };
}
