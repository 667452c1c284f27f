namespace Phederation.Seccomp.Evidences;

/// <summary>What was observed, and on what.</summary>
public sealed record EvidenceSubject
{
    /// <summary>The image's name in the catalogue.</summary>
    public required string ImageName { get; init; }

    /// <summary>The image's id: <c>sha256:…</c> of its configuration.</summary>
    public required string ImageId { get; init; }

    /// <summary>The SHA-256 of the workload that ran, in hex.</summary>
    public required string WorkloadSha256 { get; init; }

    /// <summary>The ABI of the image's programs, as <see cref="SyscallAbis.ToName" />.</summary>
    public string Architecture { get; init; } = "x86_64";

    /// <summary>The kernel's release.</summary>
    public required string Kernel { get; init; }

    /// <summary>The engine's name and version.</summary>
    public required string Engine { get; init; }

    /// <summary>The container runtime's name and version: <c>runc 1.1.5</c>.</summary>
    public required string Runtime { get; init; }

    /// <summary>The image's C library and its version: <c>glibc 2.36</c>.</summary>
    public required string Libc { get; init; }
}
